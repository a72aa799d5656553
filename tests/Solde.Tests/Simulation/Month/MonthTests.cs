using System.Globalization;
using Xunit.Abstractions;

namespace Solde.Tests.Simulation;

/// <summary>
/// A month in seconds, and the next one in which what succeeded comes back. <c>SOLDE_HOUSEHOLDS=500</c> plays it with as many
/// households, two dozen an organisation; the usual number has each course once.
/// </summary>
public sealed class MonthTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>Each organisation has tables of its own, so that what fails in one is found among few.</summary>
    private const int InOneOrganisation = 24;

    private static int Households => int.Parse(Environment.GetEnvironmentVariable("SOLDE_HOUSEHOLDS") ?? "12", CultureInfo.InvariantCulture);

    [Fact]
    [Trait("Rule", "PAY-05")]
    [Trait("Rule", "PAY-06")]
    [Trait("Rule", "PAY-08")]
    public async Task Two_months_end_with_books_that_balance_every_failure_in_the_action_centre_and_everyone_told()
    {
        for (var left = Households; left > 0; left -= InOneOrganisation)
        {
            await using var month = await Month.StartAsync(azurite.ConnectionString, null);

            await month.PlayAsync(Math.Min(left, InOneOrganisation));

            await MonthReckoning.HoldsAsync(month);
        }
    }

    [Theory]
    [Trait("Rule", "PAY-03")]
    [Trait("Rule", "PAY-12")]
    [InlineData(1)]
    public async Task Events_that_come_twice_late_shuffled_or_never_end_in_the_same_books(int seed)
    {
        await using var calm = await Month.StartAsync(azurite.ConnectionString, null);
        await using var troubled = await Month.StartAsync(azurite.ConnectionString, new Random(seed));

        await calm.PlayAsync(InOneOrganisation / 2);
        await troubled.PlayAsync(InOneOrganisation / 2);

        output.WriteLine($"{troubled.LostEvents} events never came, {troubled.Findings} findings were put right.");
        Assert.NotEqual(0, troubled.LostEvents);
        Assert.NotEqual(0, troubled.Findings);
        Assert.Equal(0, calm.Findings);
        Assert.Equal(await calm.StandingsAsync(), await troubled.StandingsAsync());
        await MonthReckoning.HoldsAsync(troubled);
    }
}
