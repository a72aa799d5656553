using System.Globalization;
using Xunit.Abstractions;

namespace Solde.Tests.Simulation;

/// <summary>
/// Many short histories of trouble, each replayed by its seed. <c>SOLDE_SEEDS=1-5000</c> runs others than the usual few; a failure's
/// output begins with its seed and tells its steps.
/// </summary>
public sealed class SimulationTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<int> Seeds
    {
        get
        {
            var range = (Environment.GetEnvironmentVariable("SOLDE_SEEDS") ?? "1-15").Split('-');
            var (first, last) = (int.Parse(range[0], CultureInfo.InvariantCulture), int.Parse(range[^1], CultureInfo.InvariantCulture));
            return [.. Enumerable.Range(first, last - first + 1)];
        }
    }

    [Theory]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "COM-05")]
    [Trait("Rule", "PAY-03")]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_is_lost_and_nothing_happens_twice_whatever_happens(int seed)
    {
        await using var world = await World.StartAsync(azurite.ConnectionString);
        var town = await Town.BuildAsync(world);

        await new History(world, town, seed, output.WriteLine).RunAsync();

        await Reckoning.HoldsAsync(world, town, azurite.Account);
    }
}
