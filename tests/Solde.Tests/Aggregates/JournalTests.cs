using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Solde.Tests.Harness;

namespace Solde.Tests.Aggregates;

[Trait("Rule", "COM-04")]
public sealed class JournalTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_change_says_who_when_what_before_and_after()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 1_000);

        await desk.PayAsync(account, 400, invoice);

        var entry = (await desk.JournalAsync(account))[^1]!;
        Assert.Equal("PaymentRecorded", entry["action"]!.GetValue<string>());
        Assert.Equal("api-key " + desk.Key.Split('_')[^2], entry["actor"]!.GetValue<string>());
        Assert.Equal(fixture.Clock.GetUtcNow(), DateTimeOffset.Parse(entry["at"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        Assert.Equal((0, 400), BeforeAndAfter(entry, $"invoice|{invoice}.lines[0].allocated.minor"));
        Assert.Equal((0, 400), BeforeAndAfter(entry, "head.totals.paid"));
        Assert.Equal(
            ["receipts:cash 400", "receivable -400"],
            entry["postings"]!.AsArray().Select(posting => $"{posting!["ledger"]} {posting["amount"]!["minor"]}").Order());
    }

    [Fact]
    public async Task A_correction_says_why_and_names_what_it_corrects()
    {
        var (desk, account) = await SceneAsync();
        var payment = (await desk.PayAsync(account, 400))["id"]!.GetValue<string>();
        var recorded = (await desk.JournalAsync(account))[^1]!.ToJsonString();

        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", new JsonObject { ["reason"] = "Counted twice" })).Expect(HttpStatusCode.OK);

        var journal = await desk.JournalAsync(account);
        Assert.Equal(("PaymentCancelled", "Counted twice", payment), (Text(journal[^1]!, "action"), Text(journal[^1]!, "reason"), Text(journal[^1]!, "corrects")));
        Assert.Equal(recorded, journal[^2]!.ToJsonString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"reason":null}""")]
    [InlineData("""{"reason":""}""")]
    [InlineData("""{"reason":" \t "}""")]
    public async Task A_cancellation_without_a_reason_is_refused(string body)
    {
        var (desk, account) = await SceneAsync();
        var payment = (await desk.PayAsync(account, 400))["id"]!.GetValue<string>();

        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", body)).Refuses(HttpStatusCode.BadRequest, "reason_needed");

        Assert.Equal("recorded", Text(await desk.PaymentAsync(account, payment), "state"));
    }

    [Fact]
    public async Task Numbers_have_no_gap_and_a_refused_command_takes_none()
    {
        var (desk, account) = await SceneAsync();
        await desk.PayAsync(account, 400);
        (await desk.PostAsync($"accounts/{account}/payments", new JsonObject { ["method"] = "shells", ["amount"] = Desk.Money(1) })).Refuses(
            HttpStatusCode.UnprocessableEntity, "unknown_payment_method");
        await desk.PayAsync(account, 500);
        (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject { ["preview"] = true })).Expect(HttpStatusCode.OK);
        await desk.PayAsync(account, 600);

        Assert.Equal([1L, 2, 3, 4], (await desk.JournalAsync(account)).Select(Sequence));
    }

    [Fact]
    public void No_endpoint_writes_to_a_journal()
    {
        var journals = fixture.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.Contains("journal", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(journals);
        Assert.All(journals, endpoint => Assert.Equal(["GET"], endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_journal_takes_no_other_method(string method)
    {
        var (desk, account) = await SceneAsync();

        var answer = await desk.App.SendAsync(new HttpMethod(method), $"/api/v1/accounts/{account}/journal", "{}", desk.Key, "key-1");

        answer.Refuses(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }

    private static (long? Before, long? After) BeforeAndAfter(JsonNode entry, string path)
    {
        var change = entry["changes"]!.AsArray().Single(change => Text(change!, "path") == path)!;
        return (change["before"]?.GetValue<long>(), change["after"]?.GetValue<long>());
    }

    private static long Sequence(JsonNode? entry) => entry!["sequence"]!.GetValue<long>();

    private static string? Text(JsonNode node, string property) => node[property]?.GetValue<string>();
}
