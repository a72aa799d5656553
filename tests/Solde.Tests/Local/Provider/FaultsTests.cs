using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class FaultsTests : ProviderTest
{
    [Theory]
    [InlineData(429, "rate_limit")]
    [InlineData(409, "lock_timeout")]
    [InlineData(500, null)]
    [InlineData(503, null)]
    public async Task A_status_is_answered_and_nothing_is_done_or_remembered(int status, string? code)
    {
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.Status, Status = status });
        var reply = await Charge(key: "pay-1");
        Assert.Equal((status, code), (reply.Status, reply.Error.Text("code")));
        Assert.Null(reply.Header("Stripe-Should-Retry"));
        Assert.Empty(Sandbox.Objects.All("charge"));

        var retry = await Charge(key: "pay-1");
        Assert.Equal(200, retry.Status);
        Assert.Null(retry.Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_connection_dropped_before_leaves_nothing()
    {
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.DropBefore });
        await Assert.ThrowsAsync<HttpRequestException>(() => Charge(key: "pay-1"));
        Assert.Empty(Sandbox.Objects.All("payment_intent"));
        Assert.Equal((0, FaultKind.DropBefore), (Sandbox.Calls[^1].Status, Sandbox.Calls[^1].Fault));
        Assert.Null((await Charge(key: "pay-1")).Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_connection_dropped_after_has_charged_and_the_key_finds_the_charge()
    {
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.DropAfter });
        await Assert.ThrowsAsync<HttpRequestException>(() => Charge(key: "pay-1"));
        var charged = Assert.Single(Sandbox.Objects.All("payment_intent"));
        var retry = await Charge(key: "pay-1");
        Assert.Equal("true", retry.Header("Idempotent-Replayed"));
        Assert.Equal(charged.Id(), retry.Id);
        Assert.Single(Sandbox.Objects.All("charge"));
    }

    [Fact]
    public async Task A_slow_call_is_executed_only_after_its_pause()
    {
        var open = new TaskCompletionSource();
        var fault = new Fault { Kind = FaultKind.Slow, Until = open.Task };
        Sandbox.Faults.Add(fault);
        var slow = Charge();
        await fault.Reached;
        Assert.Empty(Sandbox.Objects.All("charge"));
        open.SetResult();
        Assert.Equal(200, (await slow).Status);
    }

    [Fact]
    public async Task A_fault_takes_the_calls_it_names_from_the_nth_on()
    {
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.Status, Method = "POST", PathPrefix = "/v1/customers", Nth = 2, Times = 2 });
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await Get("/v1/customers")).Status);
            statuses.Add((await Post("/v1/setup_intents")).Status);
            statuses.Add((await Post("/v1/customers")).Status);
        }

        Assert.Equal([200, 200, 200, 200, 200, 500, 200, 200, 500, 200, 200, 200], statuses);
    }

    [Fact]
    public async Task Faults_take_calls_one_after_the_other()
    {
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 429 });
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 500, Nth = 2 });
        var replies = new[] { await Post("/v1/customers"), await Post("/v1/customers"), await Post("/v1/customers") };
        Assert.Equal([429, 500, 200], replies.Select(reply => reply.Status));
    }

    [Fact]
    public async Task A_wrong_key_takes_no_fault()
    {
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 500 });
        using var stranger = new HttpClient();
        using var response = await stranger.GetAsync(new Uri(Sandbox.BaseAddress, "/v1/customers"));
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal(500, (await Get("/v1/customers")).Status);
    }
}
