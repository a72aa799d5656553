using System.Net;
using Solde.Functions.Api;
using Solde.Functions.Insurance;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Insurance;

[Trait("Rule", "INS-06")]
public sealed class ExplanationTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("fr", "aucune facture n'a été générée", "Montant manuel")]
    [InlineData("en", "made no invoice", "manual amount")]
    public async Task Why_is_it_0_is_answered_with_what_to_do_about_it(string language, string because, string whatToDo)
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_250));
        var endorsement = Text((await office.AddAsync(null))["id"]);

        var answer = await office.Desk.GetAsync($"{office.Path}/endorsements/{endorsement}/why", ("Accept-Language", language));
        var why = answer.Expect(HttpStatusCode.OK);

        Assert.Equal("no_manual_amount", Text(why["reason"]));
        Assert.Contains(because, Text(why["why"]), StringComparison.Ordinal);
        Assert.Contains(whatToDo, Text(why["whatToDo"]), StringComparison.Ordinal);
        Assert.Null(why["breakdown"]);
    }

    [Fact]
    public async Task Why_is_it_not_the_amount_that_was_given_is_answered_part_by_part_with_the_setting()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_000, onlineRate: 35_000));
        var endorsement = Text((await office.AddAsync(5_000))["id"]);

        var why = await office.WhyAsync(endorsement);

        var parts = why["breakdown"]!;
        Assert.Equal("owed", Text(why["reason"]));
        Assert.Equal(
            (5_000, 1_000, 210, 6_000, 6_210),
            (Minor(parts["premium"]),
                Minor(parts["administrationFees"]!["amount"]),
                Minor(parts["onlineFees"]!["amount"]),
                Minor(parts["invoiceTotal"]),
                Minor(parts["balance"])));
        Assert.Equal(1_000, Minor(parts["administrationFees"]!["setting"]!["fixed"]));
        Assert.Equal(35_000, parts["onlineFees"]!["setting"]!["ratePartsPerMillion"]!.GetValue<int>());
        Assert.Equal(1, parts["onlineFees"]!["setting"]!["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_fee_that_is_not_charged_says_why()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_250));
        var endorsement = Text((await office.AddAsync(5_000, doNotCharge: true))["id"]);

        var parts = (await office.WhyAsync(endorsement))["breakdown"]!;

        Assert.Equal("\"Do not charge administration fees\" is ticked.", Text(parts["administrationFees"]!["why"]));
        Assert.Equal("Paying online cost nothing when the invoice was made.", Text(parts["onlineFees"]!["why"]));
        Assert.Equal(5_000, Minor(parts["balance"]));
    }

    [Fact]
    public async Task A_cancelled_invoice_is_said_to_be_one()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_250));
        var endorsement = await office.AddAsync(5_000);
        await office.Desk.CancelInvoiceAsync(office.Account, Text(endorsement["invoice"]!["id"]), "credit");

        var why = await office.WhyAsync(Text(endorsement["id"]));

        Assert.Equal(("cancelled", 0), (Text(why["reason"]), Minor(why["breakdown"]!["balance"])));
        Assert.Equal(0, await office.BalanceAsync());
    }

    [Fact]
    public void Every_reason_has_its_own_words_in_every_language()
    {
        foreach (var language in Language.All)
        {
            var sentences = ExplanationTexts.All.Select(reason => ExplanationTexts.Of(reason).Why.In(language));
            Assert.Equal(ExplanationTexts.All.Count, sentences.Distinct().Count());
        }
    }
}
