using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Api;

[Trait("Rule", "COM-07")]
public sealed class BadRequestTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Cad = """{"minor":100,"currency":"CAD"}""";

    /// <summary>A payment's amount, and the field that the answer must blame.</summary>
    [Theory]
    [Trait("Rule", "COM-02")]
    [InlineData("""{"minor":10.5,"currency":"CAD"}""")]
    [InlineData("""{"minor":100.0,"currency":"CAD"}""")]
    [InlineData("""{"minor":1e2,"currency":"CAD"}""")]
    [InlineData("""{"minor":"100","currency":"CAD"}""")]
    [InlineData("""{"minor":null,"currency":"CAD"}""")]
    [InlineData("""{"minor":true,"currency":"CAD"}""")]
    [InlineData("""{"minor":[100],"currency":"CAD"}""")]
    [InlineData("""{"minor":9223372036854775808,"currency":"CAD"}""")]
    [InlineData("""{"minor":100}""")]
    [InlineData("""{"currency":"CAD"}""")]
    [InlineData("""{"minor":100,"currency":124}""")]
    [InlineData("""{"minor":100,"minor":100,"currency":"CAD"}""")]
    [InlineData("""{"minor":100,"currency":"CAD","currency":"CAD"}""")]
    [InlineData("""{"minor":100,"currency":"CAD","scale":2}""")]
    [InlineData("""{"Minor":100,"currency":"CAD"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("100")]
    [InlineData("\"100\"")]
    [InlineData("null")]
    [InlineData("""{"minor":0,"currency":"CAD"}""")]
    [InlineData("""{"minor":-1,"currency":"CAD"}""")]
    [InlineData("""{"minor":-9223372036854775808,"currency":"CAD"}""")]
    [InlineData("""{"minor":1000000000001,"currency":"CAD"}""")]
    [InlineData("""{"minor":9223372036854775807,"currency":"CAD"}""")]
    [InlineData("""{"minor":100,"currency":"EUR"}""")]
    [InlineData("""{"minor":100,"currency":"cad"}""")]
    [InlineData("""{"minor":100,"currency":""}""")]
    [InlineData("""{"minor":100,"currency":"XXX"}""")]
    public async Task An_amount_that_is_none_is_refused_by_field(string amount)
    {
        var (desk, account) = await SceneAsync();

        var answer = await desk.PostAsync($"accounts/{account}/payments", $$"""{"method":"cash","amount":{{amount}}}""");

        Blames(answer, "amount");
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    [Theory]
    [InlineData("""{"method":"cash"}""", "amount")]
    [InlineData($$"""{"amount":{{Cad}}}""", "method")]
    [InlineData($$"""{"method":7,"amount":{{Cad}}}""", "method")]
    [InlineData($$"""{"method":{"a":1},"amount":{{Cad}}}""", "method")]
    [InlineData($$"""{"method":"a b","amount":{{Cad}}}""", "method")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"colour":"red"}""", "colour")]
    [InlineData($$"""{"method":"cash","Amount":{{Cad}},"amount":{{Cad}}}""", "amount")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"receivedOn":"yesterday"}""", "receivedOn")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"receivedOn":"2026-02-30"}""", "receivedOn")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"receivedOn":"2026-03-11"}""", "receivedOn")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"invoices":"inv_1"}""", "invoices")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"invoices":[1]}""", "invoices[0]")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"invoices":[null]}""", "invoices[0]")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"invoices":["a b"]}""", "invoices[0]")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"note":"bell \u0007"}""", "note")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"payer":"\u0000"}""", "payer")]
    [InlineData($$"""{"method":"cash","amount":{{Cad}},"note":"\ud800"}""", "note")]
    public async Task What_is_wrong_with_a_field_is_said_of_that_field(string body, string field)
    {
        var (desk, account) = await SceneAsync();

        Blames(await desk.PostAsync($"accounts/{account}/payments", body), field);
    }

    [Theory]
    [InlineData("""{"lines":[null]}""", "lines[0].description")]
    [InlineData("""{"lines":[]}""", "lines")]
    [InlineData("""{}""", "lines")]
    [InlineData($$"""{"lines":[{"description":"x","unitPrice":{{Cad}},"quantity":0}]}""", "lines[0].quantity")]
    [InlineData($$"""{"lines":[{"description":"x","unitPrice":{{Cad}},"quantity":-1}]}""", "lines[0].quantity")]
    [InlineData($$"""{"lines":[{"description":"x","unitPrice":{{Cad}},"quantity":0.0005}]}""", "lines[0].quantity")]
    [InlineData($$"""{"lines":[{"description":"x","unitPrice":{{Cad}},"quantity":"2"}]}""", "lines[0].quantity")]
    [InlineData($$"""{"lines":[{"description":"x","unitPrice":{{Cad}},"quantity":1e40}]}""", "lines[0].quantity")]
    [InlineData($$"""{"lines":[{"description":" ","unitPrice":{{Cad}}}]}""", "lines[0].description")]
    [InlineData($$"""{"lines":[{"description":"x","unitPrice":{{Cad}},"component":"gift"}]}""", "lines[0].component")]
    [InlineData($$"""{"lines":[{"description":"x","unitPrice":{{Cad}},"taxes":[null]}]}""", "lines[0].taxes[0]")]
    [InlineData($$"""{"lines":[{"description":"x","unitPrice":{{Cad}},"price":1}]}""", "price")]
    [InlineData($$"""{"dueDates":["2025-12-31"],"issueDate":"2026-01-05","lines":[{"description":"x","unitPrice":{{Cad}}}]}""", "dueDates[0]")]
    [InlineData($$"""{"issueDate":"1800-01-01","lines":[{"description":"x","unitPrice":{{Cad}}}]}""", "issueDate")]
    [InlineData($$"""{"issueDate":"9999-12-31","lines":[{"description":"x","unitPrice":{{Cad}}}]}""", "issueDate")]
    public async Task What_is_wrong_with_an_invoice_is_said_by_line(string body, string field)
    {
        var (desk, account) = await SceneAsync();

        Blames(await desk.PostAsync($"accounts/{account}/invoices", body), field);
    }

    [Theory]
    [InlineData("allocations", """{"items":[null]}""", "items[0]")]
    [InlineData("allocations", """{"items":[]}""", "items")]
    [InlineData("allocations", """{}""", "items")]
    public async Task What_is_wrong_with_an_allocation_is_said_by_item(string operation, string body, string field)
    {
        var (desk, account) = await SceneAsync();
        var payment = (await desk.PayAsync(account, 100))["id"]!.GetValue<string>();

        var answer = await desk.PostAsync($"accounts/{account}/payments/{payment}/{operation}", body);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(answer.Json["errors"]!.AsObject(), error => error.Key.StartsWith(field, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("taxes", "[null]")]
    [InlineData("taxes", """[{"code":"GST","name":"GST","ratePartsPerMillion":1000001}]""")]
    [InlineData("taxes", """[{"code":"GST","name":"GST","ratePartsPerMillion":-1}]""")]
    [InlineData("notificationAddresses", "[null]")]
    [InlineData("notificationAddresses", """[{"email":"x","language":"en","kinds":[]}]""")]
    [InlineData("offlineMethods", "[null]")]
    [InlineData("bankHolidays", """["someday"]""")]
    [InlineData("allocationOrder", "\"random\"")]
    public async Task What_is_wrong_with_a_setting_is_said_of_that_setting(string setting, string value)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var answer = await desk.SettingsAsync(new JsonObject { [setting] = JsonNode.Parse(value) });

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(answer.Json["errors"]!.AsObject(), error => error.Key.StartsWith(setting, StringComparison.Ordinal));
    }

    private static void Blames(TestAnswer answer, string field)
    {
        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(field, answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }
}
