using Solde.Local.Provider;
using Solde.Tests.Harness;
using Xunit.Abstractions;

namespace Solde.Tests.Simulation;

/// <summary>
/// One job with all that follows from it, killed at its first storage call, then at another, until none is left. Usually every other call,
/// before the even ones and after the odd ones; with <c>SOLDE_KILL_POINTS=all</c> before and after each.
/// </summary>
public sealed class EveryCrashTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private static bool AtAll => Environment.GetEnvironmentVariable("SOLDE_KILL_POINTS") == "all";

    [Theory]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "COM-05")]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_payment_that_dies_at_any_storage_call_is_recorded_once(bool afterIt) =>
        AtEveryCallAsync(world => world.Faults, afterIt, NothingBefore, async (world, customer) =>
        {
            await customer.InvoiceAsync(world, 10_000);
            await customer.PayAsync(world, 12_000);
            await ThenAllAsync(world, customer);
        });

    [Theory]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "PAY-01")]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_charge_that_dies_at_any_storage_call_is_made_once(bool afterIt) =>
        AtEveryCallAsync(world => world.Faults, afterIt, NothingBefore, async (world, customer) =>
        {
            await customer.ChargeAsync(world, 10_000);
            await ThenAllAsync(world, customer);
        });

    [Theory]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "BIL-24")]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_refund_that_dies_at_any_storage_call_is_made_once(bool afterIt) =>
        AtEveryCallAsync(world => world.Faults, afterIt, PaidByCardAndCashAsync, RefundedAsync);

    [Theory]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "BIL-24")]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_refund_whose_hub_dies_at_any_of_its_own_storage_calls_is_made_once(bool afterIt) =>
        AtEveryCallAsync(world => world.HubFaults, afterIt, PaidByCardAndCashAsync, RefundedAsync);

    private static Task NothingBefore(World world, Customer customer) => Task.CompletedTask;

    private static async Task PaidByCardAndCashAsync(World world, Customer customer)
    {
        await customer.ChargeAsync(world, 10_000);
        await customer.PayAsync(world, 2_000);
        // Its refunds wait for the bank, so that the workflow has to be woken.
        Assert.NotNull(world.Provider.OnDemand.TurnCardInto(customer.ProviderMethod, "pendingRefund"));
        await ThenAllAsync(world, customer);
        await BanksSayAsync(world);
    }

    private static async Task RefundedAsync(World world, Customer customer)
    {
        await customer.RefundAsync(world, 12_000);
        await ThenAllAsync(world, customer);
        await BanksSayAsync(world);
    }

    /// <param name="dying">Whose storage calls are meant.</param>
    private async Task AtEveryCallAsync(
        Func<World, StorageFaults> dying, bool afterIt, Func<World, Customer, Task> before, Func<World, Customer, Task> job)
    {
        await using var world = await World.StartAsync(azurite.ConnectionString);
        for (var call = afterIt && !AtAll ? 1 : 0; ; call += AtAll ? 1 : 2)
        {
            var town = await Town.BuildAsync(world, organisations: 1);
            await before(world, town.Customers[0]);
            var deaths = world.Deaths;
            dying(world).DieAt(call, afterIt);

            await job(world, town.Customers[0]);
            var hasDied = world.Deaths > deaths;
            await world.SettleAsync();
            // What came about only now has its word to come, too.
            await BanksSayAsync(world);
            await world.SettleAsync();
            await Reckoning.HoldsAsync(world, town, azurite.Account);

            if (hasDied)
                continue;
            output.WriteLine($"{call} storage calls");
            Assert.True(call > 5, "The job made so few storage calls that it cannot have been done.");
            return;
        }
    }

    private static async Task ThenAllAsync(World world, Customer customer)
    {
        await customer.AskAgainAsync(world);
        await DeliverAllAsync(world);
    }

    private static async Task BanksSayAsync(World world)
    {
        foreach (var refund in world.Provider.Objects.All("refund").Where(refund => refund.Text("status") == "pending"))
            world.Provider.OnDemand.SucceedRefund(refund.Id());
        foreach (var told in world.Untold.ToArray())
            Assert.True(await world.TellAsync(told));
        await DeliverAllAsync(world);
    }

    private static async Task DeliverAllAsync(World world)
    {
        do
        {
            while (world.App.Queue.Count > 0)
                await world.DeliverAsync(world.App.Queue[0]);
            await world.RunWorkflowsAsync();
        }
        while (world.App.Queue.Count > 0);
    }
}
