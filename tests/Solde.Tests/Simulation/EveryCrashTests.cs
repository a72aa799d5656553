using Solde.Tests.Harness;
using Xunit.Abstractions;

namespace Solde.Tests.Simulation;

/// <summary>One job with all that follows from it, killed at its first storage call, then at its second, until none is left.</summary>
public sealed class EveryCrashTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "COM-05")]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_payment_that_dies_at_any_storage_call_is_recorded_once(bool afterIt) =>
        AtEveryCallAsync(afterIt, async (world, town) =>
        {
            await town.Customers[0].InvoiceAsync(world, 10_000);
            await town.Customers[0].PayAsync(world, 12_000);
        });

    [Theory]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "PAY-01")]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_charge_that_dies_at_any_storage_call_is_made_once(bool afterIt) =>
        AtEveryCallAsync(afterIt, (world, town) => town.Customers[0].ChargeAsync(world, 10_000));

    private async Task AtEveryCallAsync(bool afterIt, Func<World, Town, Task> job)
    {
        await using var world = await World.StartAsync(azurite.ConnectionString);
        for (var call = 0; ; call++)
        {
            var town = await Town.BuildAsync(world, organisations: 1);
            var deaths = world.Deaths;
            world.Faults.DieAt(call, afterIt);

            await job(world, town);
            await town.Customers[0].AskAgainAsync(world);
            await DeliverAllAsync(world);
            var hasDied = world.Deaths > deaths;
            await world.SettleAsync();
            await Reckoning.HoldsAsync(world, town, azurite.Account);

            if (hasDied)
                continue;
            output.WriteLine($"{call} storage calls");
            Assert.True(call > 10, "The job made so few storage calls that it cannot have been done.");
            return;
        }
    }

    private static async Task DeliverAllAsync(World world)
    {
        while (world.App.Queue.Count > 0)
            await world.DeliverAsync(world.App.Queue[0]);
    }
}
