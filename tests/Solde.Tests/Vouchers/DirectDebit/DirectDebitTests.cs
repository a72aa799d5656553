using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions;
using Solde.Functions.Vouchers;
using Solde.Platform.Storage;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-12")]
[Trait("Rule", "COM-12")]
public sealed class DirectDebitTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string DirectDebit = CompanyScenes.Company + "/direct-debit";
    private const string Iban = "BE68 5390 0754 7034";

    [Fact]
    public async Task It_is_asked_for_signed_and_cancelled_under_a_reference_of_its_own()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        var asked = (await desk.PostAsync(DirectDebit, Wish(), "ask")).Expect(HttpStatusCode.Created);
        var again = (await desk.PostAsync(DirectDebit, Wish(), "ask")).Expect(HttpStatusCode.Created);

        Assert.Equal(("asked", "BE**********7034"), (Text(asked["state"]), Text(asked["iban"])));
        Assert.Matches("^MDT[0-9A-F]{32}$", Text(asked["reference"]));
        Assert.True(JsonNode.DeepEquals(asked, again));
        (await desk.PostAsync(DirectDebit, Wish())).Refuses(HttpStatusCode.Conflict, "direct_debit_exists");
        var reused = await desk.PostAsync(DirectDebit, Wish("DE89370400440532013000"), "ask");
        reused.Refuses(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");

        (await desk.PostAsync(DirectDebit + "/signed", Signed("2026-03-09"))).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        var signed = (await desk.PostAsync(DirectDebit + "/signed", Signed("2026-03-10"))).Expect(HttpStatusCode.OK);
        Assert.Equal(("signed", "2026-03-10"), (Text(signed["state"]), Text(signed["signedOn"])));

        (await desk.PostAsync(DirectDebit + "/cancellation", new JsonObject())).Expect(HttpStatusCode.OK);
        (await desk.GetAsync(DirectDebit)).Refuses(HttpStatusCode.NotFound, "not_found");
        var other = (await desk.PostAsync(DirectDebit, Wish())).Expect(HttpStatusCode.Created);
        Assert.NotEqual(Text(asked["reference"]), Text(other["reference"]));
    }

    [Fact]
    public async Task Its_account_number_lies_in_one_row_alone_and_is_gone_when_it_is_cancelled()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        (await desk.PostAsync(DirectDebit, Wish())).Expect(HttpStatusCode.Created);
        await fixture.App.DrainAsync();

        Assert.Equal([MandateAccounts.Table], await TablesThatHoldAsync(desk, "BE68539007547034"));
        (await desk.PostAsync(DirectDebit + "/cancellation", new JsonObject())).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();

        Assert.Empty(await TablesThatHoldAsync(desk, "BE68539007547034"));
        Assert.DoesNotContain("0754", (await desk.GetAsync(CompanyScenes.Company + "/journal")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BE68539007547034", true)]
    [InlineData("be68 5390 0754 7034", true)]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("FR1420041010050500013M02606", true)]
    [InlineData("BE68539007547035", false)]
    [InlineData("BE86539007547034", false)]
    [InlineData("6853BE9007547034", false)]
    [InlineData("BE68", false)]
    [InlineData("BE68-5390-0754-7034", false)]
    [InlineData("", false)]
    public async Task An_account_number_is_checked(string iban, bool isRight)
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);

        var answer = await desk.PostAsync(DirectDebit, Wish(iban));

        if (isRight)
            answer.Expect(HttpStatusCode.Created);
        else
            answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static JsonObject Wish(string iban = Iban) => new() { ["iban"] = iban, ["holder"] = "Ménage Net SRL" };

    private static JsonObject Signed(string on) => new() { ["signedOn"] = on };

    /// <summary>Of this organisation.</summary>
    private async Task<string[]> TablesThatHoldAsync(Desk desk, string text)
    {
        var found = new List<string>();
        foreach (var table in SoldeApp.Tables)
        {
            await foreach (var row in fixture.App.Services.GetRequiredService<TableServiceClient>().GetTableClient(table).QueryAsync())
            {
                if (row.PartitionKey.StartsWith(desk.Organisation, StringComparison.Ordinal)
                    && row.Values.Any(value => value?.ToString()?.Contains(text, StringComparison.Ordinal) == true))
                    found.Add(table);
            }
        }
        return [.. found];
    }
}
