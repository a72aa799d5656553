using Xunit.Abstractions;

namespace Solde.Tests.Local.Crash;

public sealed class KillMinusNineTests(CrashScene scene, ITestOutputHelper output) : IClassFixture<CrashScene>
{
    [Fact]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "COM-05")]
    [Trait("Rule", "PAY-01")]
    public Task Wherever_the_app_is_killed_nothing_is_lost_and_nothing_is_done_twice() =>
        new KillLoop(scene, output, async stop => await CrashJob.PrepareAsync(scene, stop)).RunAsync();

    [Fact]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "COM-05")]
    [Trait("Rule", "BIL-24")]
    public Task Wherever_the_app_is_killed_a_refund_over_two_cards_and_cash_is_made_once() =>
        new KillLoop(scene, output, async stop => await RefundCrashJob.PrepareAsync(scene, stop)).RunAsync();
}
