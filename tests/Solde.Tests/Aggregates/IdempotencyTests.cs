using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Aggregates;

[Trait("Rule", "COM-05")]
public sealed class IdempotencyTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static JsonObject Cash(long minor) => new() { ["method"] = "cash", ["amount"] = Desk.Money(minor) };

    [Fact]
    public async Task The_same_key_and_body_give_the_first_answer_again_and_one_effect()
    {
        var (desk, account) = await SceneAsync();
        var first = await desk.PostAsync($"accounts/{account}/payments", Cash(500), "key-1");
        await desk.PayAsync(account, 70);

        var again = await desk.PostAsync($"accounts/{account}/payments", Cash(500), "key-1");

        first.Expect(HttpStatusCode.Created);
        Assert.False(first.Headers.ContainsKey("Idempotent-Replayed"));
        Assert.Equal((first.Status, first.Body), (again.Status, again.Body));
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(first.Headers["Location"], again.Headers["Location"]);
        Assert.Equal(-570, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task The_first_answer_is_given_again_also_when_it_would_be_refused_today()
    {
        var (desk, account) = await SceneAsync();
        var first = await desk.PostAsync($"accounts/{account}/payments", new JsonObject { ["method"] = "cheque", ["amount"] = Desk.Money(500) }, "key-1");
        var id = first.Json["id"]!.GetValue<string>();
        var cancel = new JsonObject { ["reason"] = "Bounced" };
        var cancelled = await desk.PostAsync($"accounts/{account}/payments/{id}/cancellation", cancel, "key-2");

        var again = await desk.PostAsync($"accounts/{account}/payments/{id}/cancellation", cancel, "key-2");

        Assert.Equal(cancelled.Body, again.Body);
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var (desk, account) = await SceneAsync();
        (await desk.PostAsync($"accounts/{account}/payments", Cash(500), "key-1")).Expect(HttpStatusCode.Created);

        (await desk.PostAsync($"accounts/{account}/payments", Cash(501), "key-1")).Refuses(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");

        Assert.Equal(-500, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task The_same_key_on_another_operation_of_the_account_is_refused()
    {
        var (desk, account) = await SceneAsync();
        var payment = (await desk.PostAsync($"accounts/{account}/payments", Cash(500), "key-1")).Json["id"]!.GetValue<string>();

        var cancel = await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", new JsonObject { ["reason"] = "Twice" }, "key-1");

        cancel.Refuses(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        Assert.Equal(-500, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task A_refusal_is_not_kept_so_the_caller_may_mend_and_repeat()
    {
        var (desk, account) = await SceneAsync();
        (await desk.PostAsync($"accounts/{account}/payments", Cash(0), "key-1")).Refuses(HttpStatusCode.BadRequest, "invalid_request");

        (await desk.PostAsync($"accounts/{account}/payments", Cash(500), "key-1")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Two_organisations_may_use_the_same_key()
    {
        var (desk, account) = await SceneAsync();
        var (other, account2) = await SceneAsync();
        (await desk.PostAsync($"accounts/{account}/payments", Cash(500), "key-1")).Expect(HttpStatusCode.Created);

        var answer = await other.PostAsync($"accounts/{account2}/payments", Cash(900), "key-1");

        answer.Expect(HttpStatusCode.Created);
        Assert.Equal(-900, await other.BalanceAsync(account2));
    }

    [Fact]
    public async Task Ten_callers_with_one_key_at_the_same_instant_have_one_effect_and_one_answer()
    {
        var (desk, account) = await SceneAsync();
        var calls = Enumerable.Range(0, 10).Select(_ => (desk.App, $"accounts/{account}/payments", (JsonNode)Cash(500), "key-1")).ToArray();

        var answers = await ManyCallers.PostAsync(desk.Key, calls);

        var done = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToArray();
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.Single(done.Select(answer => answer.Body).Distinct());
        Assert.Equal(1, done.Count(answer => !answer.Headers.ContainsKey("Idempotent-Replayed")));
        Assert.Equal(-500, await desk.BalanceAsync(account));
        await desk.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task Ten_callers_who_open_one_account_at_the_same_instant_open_one()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var body = new JsonObject { ["name"] = "Marie Tremblay", ["email"] = "marie@example.org" };

        var answers = await ManyCallers.PostAsync(desk.Key, Enumerable.Range(0, 10).Select(_ => (desk.App, "accounts", (JsonNode)body, "key-1")).ToArray());

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Single(answers.Select(answer => answer.Json["id"]!.GetValue<string>()).Distinct());
    }

    [Theory]
    [InlineData("payments", """{"method":"cash","amount":{"minor":500,"currency":"CAD"}}""")]
    [InlineData("invoices", """{"lines":[{"description":"Swimming","unitPrice":{"minor":500,"currency":"CAD"}}]}""")]
    [InlineData("reconciliation", "{}")]
    public async Task A_call_that_moves_money_without_a_key_is_refused(string operation, string body)
    {
        var (desk, account) = await SceneAsync();

        var answer = await desk.App.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{account}/{operation}", body, desk.Key);

        answer.Refuses(HttpStatusCode.BadRequest, "idempotency_key_needed");
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("clé")]
    public async Task A_key_that_is_not_made_of_visible_characters_is_refused(string key)
    {
        var (desk, account) = await SceneAsync();

        (await desk.PostAsync($"accounts/{account}/payments", Cash(500), key)).Refuses(HttpStatusCode.BadRequest, "idempotency_key_needed");
        (await desk.PostAsync($"accounts/{account}/payments", Cash(500), new string('k', 256))).Refuses(HttpStatusCode.BadRequest, "idempotency_key_needed");
        (await desk.PostAsync($"accounts/{account}/payments", Cash(500), new string('k', 255))).Expect(HttpStatusCode.Created);
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }
}
