using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class IdempotencyTests : ProviderTest
{
    [Fact]
    public async Task The_same_key_and_parameters_get_the_saved_answer()
    {
        var first = await Charge(key: "pay-1");
        var again = await Charge(key: "pay-1");
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Null(first.Header("Idempotent-Replayed"));
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
        Assert.NotEqual(first.Header("Request-Id"), again.Header("Request-Id"));
        Assert.Equal(first.Header("Request-Id"), first.Header("Original-Request"));
        Assert.Equal(first.Header("Request-Id"), again.Header("Original-Request"));
        Assert.Single(Sandbox.Objects.All("charge"));
    }

    [Fact]
    public async Task The_order_of_parameters_does_not_matter()
    {
        var first = await Post("/v1/customers", "name=Ana&email=a@example.org", key: "c-1");
        Assert.Equal(first.Id, (await Post("/v1/customers", "email=a@example.org&name=Ana", key: "c-1")).Id);
    }

    [Theory]
    [InlineData("/v1/customers", "name=Bea")]
    [InlineData("/v1/customers", "name=Ana&phone=1")]
    [InlineData("/v1/setup_intents", "name=Ana")]
    public async Task The_same_key_for_something_else_is_an_idempotency_error(string path, string form)
    {
        await Post("/v1/customers", "name=Ana", key: "c-1");
        var reply = await Post(path, form, key: "c-1");
        Assert.Equal(400, reply.Status);
        Assert.Equal("idempotency_error", reply.Error.Text("type"));
    }

    [Fact]
    public async Task A_declined_charge_is_declined_again_without_another_attempt()
    {
        var first = await Charge("pm_card_chargeDeclined", key: "pay-1");
        var again = await Charge("pm_card_chargeDeclined", key: "pay-1");
        Assert.Equal(402, again.Status);
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Single(Sandbox.Objects.All("charge"));
    }

    [Fact]
    public async Task A_refusal_of_the_operation_itself_is_saved()
    {
        await Post("/v1/refunds", "payment_intent=pi_none", key: "re-1");
        Assert.Equal("true", (await Post("/v1/refunds", "payment_intent=pi_none", key: "re-1")).Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_validation_failure_is_not_saved_so_the_corrected_call_may_use_the_key()
    {
        Assert.Equal(400, (await Post("/v1/payment_intents", "amount=1&currency=cad", key: "pay-1")).Status);
        Assert.Equal(200, (await Post("/v1/payment_intents", "amount=100&currency=cad", key: "pay-1")).Status);
    }

    [Fact]
    public async Task A_key_in_use_is_409_and_free_again_afterwards()
    {
        var open = new TaskCompletionSource();
        var fault = new Fault { Kind = FaultKind.Slow, Until = open.Task };
        Sandbox.Faults.Add(fault);
        var first = Charge(key: "pay-1");
        await fault.Reached;
        var second = await Charge(key: "pay-1");
        open.SetResult();

        Assert.Equal(409, second.Status);
        Assert.Equal("idempotency_key_in_use", second.Error.Text("code"));
        Assert.Equal(200, (await first).Status);
        Assert.Equal("true", (await Charge(key: "pay-1")).Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_saved_500_is_what_a_retry_gets()
    {
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 500, SavedUnderKey = true, ShouldRetry = false });
        var first = await Charge(key: "pay-1");
        var again = await Charge(key: "pay-1");
        Assert.Equal((500, 500), (first.Status, again.Status));
        Assert.Equal("false", first.Header("Stripe-Should-Retry"));
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
        Assert.Empty(Sandbox.Objects.All("charge"));
    }

    [Fact]
    public async Task After_a_day_the_key_executes_anew()
    {
        var first = await Charge(key: "pay-1");
        Clock.Now += TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1);
        Assert.Equal(first.Id, (await Charge(key: "pay-1")).Id);
        Clock.Now += TimeSpan.FromSeconds(1);
        Assert.NotEqual(first.Id, (await Charge(key: "pay-1")).Id);
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        Assert.Equal(200, (await Post("/v1/customers", key: new string('k', 255))).Status);
        Assert.Equal(400, (await Post("/v1/customers", key: new string('k', 256))).Status);
    }
}
