using Xunit.Abstractions;

namespace Solde.Tests.Local.Crash;

public sealed class KilledRunTests(CrashScene scene, ITestOutputHelper output) : IClassFixture<CrashScene>
{
    [Fact]
    [Trait("Rule", "DEB-18")]
    [Trait("Rule", "DEB-20")]
    [Trait("Rule", "COM-11")]
    public Task Wherever_the_app_is_killed_each_charge_is_made_once_and_files_are_numbered_without_gap() =>
        new KillLoop(scene, output, async stop => await RunCrashJob.PrepareAsync(scene, stop)).RunAsync();
}
