using Solde.Functions.Payments.Stripe;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Payments.Stripe;

/// <summary>What is tried again and what is not, by the provider's documented rule, over real HTTP.</summary>
public sealed class StripeClientTests : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private ProviderSandbox _provider = null!;
    private HttpClient _http = null!;
    private StripeWrites _writes = null!;
    private StripeClient _client = null!;

    public async Task InitializeAsync()
    {
        _provider = await ProviderSandbox.StartAsync(new ProviderSandboxOptions { Clock = _clock, DeliverAutomatically = false });
        _http = new HttpClient { BaseAddress = _provider.BaseAddress };
        var settings = new StripeSettings(_provider.BaseAddress, "sk_test_sandbox", [], TimeSpan.Zero);
        _writes = new StripeWrites(settings);
        _client = new StripeClient(_http, settings, _writes, _clock);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _writes.Dispose();
        await _provider.DisposeAsync();
    }

    public static TheoryData<int, bool?, bool> Statuses => new()
    {
        // status, Stripe-Should-Retry, tried again
        { 500, null, true },
        { 500, true, true },
        { 500, false, false },
        { 503, null, true },
        { 409, null, true },
        { 409, false, false },
        { 429, null, true },
        { 429, true, true },
        { 429, false, false },
    };

    [Theory]
    [Trait("Rule", "PAY-01")]
    [MemberData(nameof(Statuses))]
    public async Task The_providers_word_decides_on_another_try_and_without_it_the_status(int status, bool? shouldRetry, bool isTriedAgain)
    {
        _provider.Faults.Add(new Fault { Kind = FaultKind.Status, Status = status, ShouldRetry = shouldRetry });

        if (isTriedAgain)
            Assert.NotNull((await MakeCustomerAsync()).Object);
        else
            await Assert.ThrowsAsync<ProviderOutageException>(MakeCustomerAsync);

        Assert.Equal(isTriedAgain ? 2 : 1, _provider.Calls.Count);
    }

    [Theory]
    [Trait("Rule", "PAY-01")]
    [InlineData(nameof(FaultKind.DropBefore))]
    [InlineData(nameof(FaultKind.DropAfter))]
    public async Task A_connection_lost_before_or_after_the_work_leaves_it_done_once(string kind)
    {
        _provider.Faults.Add(new Fault { Kind = Enum.Parse<FaultKind>(kind) });

        var made = await MakeCustomerAsync();

        Assert.Equal(made.Object!.Id, Assert.Single(_provider.Objects.All("customer")).Id());
        Assert.Equal(["the-key", "the-key"], _provider.Calls.Select(call => call.IdempotencyKey));
    }

    [Fact]
    [Trait("Rule", "PAY-01")]
    public async Task A_provider_that_stays_away_is_an_outage_after_three_tries()
    {
        _provider.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 503, Times = 3 });

        await Assert.ThrowsAsync<ProviderOutageException>(MakeCustomerAsync);

        Assert.Equal(3, _provider.Calls.Count);
        Assert.Empty(_provider.Objects.All("customer"));
    }

    [Theory]
    [Trait("Rule", "PAY-01")]
    [InlineData(2, 2)]
    [InlineData(3600, 1)]
    public async Task A_provider_that_names_a_time_is_not_called_before_it(int retryAfterSeconds, int calls)
    {
        _provider.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 429, RetryAfterSeconds = retryAfterSeconds });

        if (calls > 1)
            Assert.NotNull((await MakeCustomerAsync()).Object);
        else
            Assert.True((await Assert.ThrowsAsync<ProviderOutageException>(MakeCustomerAsync)).IsNotDone);

        Assert.Equal(calls, _provider.Calls.Count);
    }

    [Fact]
    [Trait("Rule", "PAY-01")]
    public async Task Every_try_that_writes_goes_through_the_gate_and_none_that_reads()
    {
        _provider.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 503, Times = 2 });

        await MakeCustomerAsync();
        await _client.GetAsync("/v1/customers/cus_unknown", StripeJson.Default.StripeCustomer, default);

        Assert.Equal(3, _writes.Statistics.TotalSuccessfulLeases);
        Assert.Equal(4, _provider.Calls.Count);
    }

    [Theory]
    [Trait("Rule", "PAY-01")]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_key_that_the_provider_does_not_accept_is_an_outage_and_says_nothing_of_the_payment(int status)
    {
        _provider.Faults.Add(new Fault { Kind = FaultKind.Status, Status = status });

        await Assert.ThrowsAsync<ProviderOutageException>(MakeCustomerAsync);
    }

    [Fact]
    [Trait("Rule", "PAY-01")]
    public async Task A_refusal_is_a_value_with_its_code_and_is_not_tried_again()
    {
        var answer = await _client.PostAsync(
            "/v1/payment_methods/pm_unknown/attach", [new("customer", "cus_unknown")], "the-key", StripeJson.Default.StripePaymentMethod, default);

        Assert.Null(answer.Object);
        Assert.Equal("resource_missing", answer.Error!.Code);
        Assert.Single(_provider.Calls);
    }

    [Fact]
    [Trait("Rule", "PAY-01")]
    public async Task A_key_used_for_another_request_says_nothing_of_this_one()
    {
        await MakeCustomerAsync();

        await Assert.ThrowsAsync<ProviderOutageException>(() => _client.PostAsync(
            "/v1/customers", [new("name", "Other")], "the-key", StripeJson.Default.StripeCustomer, default));
    }

    private Task<StripeAnswer<StripeCustomer>> MakeCustomerAsync() =>
        _client.PostAsync("/v1/customers", [new("name", "Ana")], "the-key", StripeJson.Default.StripeCustomer, default);
}
