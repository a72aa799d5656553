using Xunit.Abstractions;

namespace Solde.Tests.Local.Crash;

public sealed class KilledClaimsTests(CrashScene scene, ITestOutputHelper output) : IClassFixture<CrashScene>
{
    [Fact]
    [Trait("Rule", "CLM-17")]
    [Trait("Rule", "COM-11")]
    public Task Wherever_the_app_is_killed_each_file_of_a_folder_is_taken_once() =>
        new KillLoop(scene, output, async stop => await ClaimsCrashJob.PrepareAsync(scene, stop)).RunAsync();
}
