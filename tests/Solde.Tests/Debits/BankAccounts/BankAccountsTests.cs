using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-05")]
public sealed class BankAccountsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-12")]
    public async Task A_number_comes_back_masked_everywhere_in_the_journal_too()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var account = new JsonObject { ["kind"] = "current", ["bank"] = "001", ["branch"] = "1234", ["number"] = "987654321-0" };
        var added = await scene.Desk.PostAsync($"{scene.Path}/bank-accounts", account, "once");

        Assert.Equal("•••1-0", Text(added.Expect(HttpStatusCode.Created)["number"]));
        var answers = new[]
        {
            added.Body,
            (await scene.Desk.PostAsync($"{scene.Path}/bank-accounts", account, "once")).Body,
            (await scene.Desk.GetAsync($"{scene.Path}/bank-accounts")).Body,
            (await scene.Desk.GetAsync(scene.Path)).Body,
            (await scene.JournalAsync()).ToJsonString(),
        };
        Assert.All(answers, answer => Assert.DoesNotContain("98765", answer, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BRL", "001", "1234", "123456-7", true)]
    [InlineData("BRL", "001", "1234", "123456-x", true)]
    [InlineData("BRL", "001", "1234", "1234567", false)]
    [InlineData("BRL", "01", "1234", "123456-7", false)]
    [InlineData("BRL", "001", null, "123456-7", false)]
    [InlineData("EUR", "KREDBEBB", null, "BE68 5390 0754 7034", true)]
    [InlineData("EUR", "KREDBEBB", null, "BE68 5390 0754 7035", false)]
    [InlineData("EUR", "bank", null, "BE68539007547034", false)]
    [InlineData("EUR", "KREDBEBB", "1234", "BE68539007547034", false)]
    [InlineData("CAD", "815", "30000", "1234567", true)]
    [InlineData("CAD", "815", "3000", "1234567", false)]
    [InlineData("CAD", "815", "30000", "12345678901234", false)]
    [InlineData("CAD", "815", "30000", "12-34567", false)]
    public async Task An_account_is_written_as_its_country_writes_it(
        string currency, string bank, string? branch, string number, bool isGood)
    {
        var desk = await Desk.OpenAsync(fixture.App, currency);
        var text = ConsortiumScene.GroupBody().ToJsonString().Replace("BRL", currency, StringComparison.Ordinal);
        var group = JsonNode.Parse(text)!.AsObject();
        group.Remove("agent");
        (await desk.PostAsync("debits/groups", group)).Expect(HttpStatusCode.Created);
        var quota = ConsortiumScene.QuotaBody(1);
        quota["credit"] = Desk.Money(100, currency);
        (await desk.PostAsync("debits/groups/g100/quotas", quota)).Expect(HttpStatusCode.Created);
        var body = new JsonObject { ["kind"] = "current", ["bank"] = bank, ["number"] = number };
        if (branch is not null)
            body["branch"] = branch;

        var answer = await desk.PostAsync("debits/groups/g100/quotas/000001-00/bank-accounts", body);

        if (isGood)
            answer.Expect(HttpStatusCode.Created);
        else
            answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("FR7630006000011234567890189", true)]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("NL91ABNA0417164300", true)]
    [InlineData("PT50000201231234567890154", true)]
    [InlineData("NL91ABNA0417164301", false)]
    [InlineData("nl91abna0417164300", false)]
    [InlineData("", false)]
    [InlineData("NL91", false)]
    [InlineData("9191ABNA0417164300", false)]
    public void An_IBAN_is_1_modulo_97(string number, bool isGood) => Assert.Equal(isGood, Iban.IsValid(number));

    [Fact]
    public async Task In_a_currency_that_is_not_debited_by_file_no_account_is_taken()
    {
        var desk = await Desk.OpenAsync(fixture.App, "USD");
        var body = new JsonObject { ["kind"] = "current", ["bank"] = "001", ["branch"] = "1234", ["number"] = "123456-7" };

        (await desk.PostAsync("debits/groups/g/quotas/000001-00/bank-accounts", body)).Refuses(HttpStatusCode.Conflict, "no_debit_scheme");
    }
}
