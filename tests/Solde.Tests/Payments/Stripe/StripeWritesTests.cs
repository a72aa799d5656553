using Microsoft.Extensions.Configuration;
using Solde.Functions.Payments.Stripe;

namespace Solde.Tests.Payments.Stripe;

[Trait("Rule", "PAY-01")]
public sealed class StripeWritesTests
{
    [Fact]
    public async Task Who_comes_faster_than_the_rate_waits_and_is_not_refused()
    {
        using var writes = new StripeWrites(Settings("1"));

        var calls = Enumerable.Range(0, 20).Select(_ => writes.EnterAsync(default)).ToArray();

        Assert.True(calls[0].IsCompletedSuccessfully);
        Assert.NotEqual(0, writes.Statistics.CurrentQueuedCount);
        await calls[1];
        Assert.Equal(0, writes.Statistics.TotalFailedLeases);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_place()
    {
        using var writes = new StripeWrites(Settings("1"));
        using var giveUp = new CancellationTokenSource();
        await writes.EnterAsync(default);
        var second = writes.EnterAsync(giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(0, writes.Statistics.CurrentQueuedCount);
    }

    [Fact]
    public void Fifty_a_second_unless_the_settings_say_otherwise() =>
        Assert.Equal((50, 20), (Settings(null).WritesPerSecond, Settings("20").WritesPerSecond));

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1001")]
    public void A_rate_at_which_nothing_could_go_is_told_at_start(string rate) =>
        Assert.Contains("Stripe:WritesPerSecond must be from 1 to 1000.", StripeSettings.Faults(Configured(rate)));

    private static StripeSettings Settings(string? rate) => StripeSettings.From(Configured(rate));

    private static IConfigurationRoot Configured(string? rate) => new ConfigurationBuilder()
        .AddInMemoryCollection(rate is null ? [] : [KeyValuePair.Create<string, string?>("Stripe:WritesPerSecond", rate)])
        .Build();
}
