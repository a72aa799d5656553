using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Aggregates;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-03")]
public sealed class InvoiceNumbersTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task Numbers_are_unbroken_by_year_under_fifty_at_once_and_messages_shuffled_and_repeated()
    {
        var (desk, account) = await SceneAsync();
        var second = await desk.AccountAsync();
        await desk.App.DrainAsync();
        var calls = Enumerable.Range(0, 50).Select(i => (desk.App, $"accounts/{(i % 2 == 0 ? account : second)}/invoices", Body(i % 5 == 0 ? "2025-12-31" : "2026-01-05"), $"key-{i}"));

        var answers = await ManyCallers.PostAsync(desk.Key, calls.ToArray());

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        var random = new Random(7);
        var messages = desk.App.Queue.ToArray();
        Assert.Equal(50, messages.Count(message => message.Queue == "accounts"));
        foreach (var message in messages.Concat(messages).OrderBy(_ => random.Next()).ToArray())
            Assert.True(await desk.App.DeliverAsync(message));
        await desk.App.DrainAsync(queue => queue[random.Next(queue.Count)]);

        var numbers = new List<string>();
        foreach (var id in new[] { account, second })
            numbers.AddRange((await desk.GetAsync($"accounts/{id}/invoices?limit=200")).Json["items"]!.AsArray().Select(invoice => invoice!["number"]!.GetValue<string>()));
        var expected = Enumerable.Range(1, 10).Select(i => $"2025-{i:D6}").Concat(Enumerable.Range(1, 40).Select(i => $"2026-{i:D6}"));
        Assert.Equal(expected, numbers.Order());
        Assert.Empty(desk.App.DeadLetters);

        static JsonNode Body(string date) => new JsonObject { ["issueDate"] = date, ["lines"] = new JsonArray(LineFor(null)) };
    }

    [Fact]
    public async Task Each_organisation_has_a_sequence_of_its_own()
    {
        foreach (var _ in new[] { 1, 2 })
        {
            var (desk, account) = await SceneAsync();
            var invoice = await desk.InvoiceAsync(account, 100);
            await desk.App.DrainAsync();
            Assert.Equal("2026-000001", (await desk.InvoiceOfAsync(account, invoice))["number"]!.GetValue<string>());
        }
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var taxes = new JsonArray(
            new JsonObject { ["code"] = "QST", ["name"] = "QST", ["ratePartsPerMillion"] = 99_750 },
            new JsonObject { ["code"] = "GST", ["name"] = "GST", ["ratePartsPerMillion"] = 50_000 });
        (await desk.SettingsAsync(new JsonObject { ["taxes"] = taxes })).Expect(HttpStatusCode.OK);
        return (desk, await desk.AccountAsync(email: $"{desk.Organisation}@example.org"));
    }

    private static JsonObject LineFor(string? member)
    {
        var line = new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(100) };
        if (member is not null)
            line["member"] = member;
        return line;
    }
}
