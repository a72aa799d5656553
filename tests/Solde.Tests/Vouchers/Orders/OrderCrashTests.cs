using System.Net;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Vouchers;

/// <summary>An order takes its numbers in one row and its vouchers in another partition: what happens when the way is cut.</summary>
[Trait("Rule", "VOU-10")]
[Trait("Rule", "COM-05")]
[Trait("Rule", "COM-11")]
public sealed class OrderCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task An_order_that_dies_at_either_write_is_made_once_when_it_is_repeated(int write, bool afterIt)
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using var app = await SoldeTestApp.StartAsync(new SoldeTestSettings(proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
        });
        var desk = await VoucherDesk.OpenAsync(app);
        for (var i = 0; i < 45; i++)
            await desk.ReadyAsync(1);
        await app.DrainAsync();
        var (writes, isDown) = (0, false);
        // Once it has died nothing of the storage answers, as for a process that is gone.
        proxy.OnCall = call =>
        {
            if (isDown)
                return Fault.Status503Before;
            if (call.Kind is not ("EntityGroupTransaction" or "InsertEntity") || ++writes < write)
                return Fault.None;
            isDown = true;
            return afterIt ? Fault.Status503AfterCommit : Fault.Status503Before;
        };
        var died = await desk.Desk.PostAsync($"{desk.Path}/orders", VoucherDesk.Order(50), "order-1");
        died.Refuses(HttpStatusCode.ServiceUnavailable, "unavailable");
        // What a dead process would have sent is gone with it.
        app.Queue.Clear();
        proxy.OnCall = _ => Fault.None;

        (await desk.Desk.PostAsync($"{desk.Path}/orders", VoucherDesk.Order(50), "order-1")).Expect(HttpStatusCode.Created);

        await desk.IsWholeAsync();
        Assert.Equal((45, 5), ((await desk.NumbersAsync("allocated")).Length, (await desk.NumbersAsync("available")).Length));
    }
}
