using Solde.Tests.Harness;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-06")]
public sealed class PriorityTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Waiting_services_are_served_oldest_first_after_the_partially_allocated_one()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(1);
        var partial = await desk.ReadyAsync(3, "2026-03-05");
        var young = await desk.ReadyAsync(2, "2026-03-04");
        var old = await desk.ReadyAsync(2, "2026-01-05");
        var middle = await desk.ReadyAsync(2, "2026-02-05");

        await desk.OrderAsync(5);
        Assert.Equal([(3, 0), (2, 0), (1, 1), (0, 2)], await HaveAsync(desk, partial, old, middle, young));

        // Now the middle one is partially allocated: a service that is older than all others waits for it.
        var oldest = await desk.ReadyAsync(1, "2025-12-05");
        await desk.OrderAsync(2);

        Assert.Equal([(2, 0), (1, 0), (0, 2)], await HaveAsync(desk, middle, oldest, young));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task Of_one_day_the_service_that_was_encoded_first_comes_first()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var first = await desk.EncodeAsync(1);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await desk.ReadyAsync(1);
        await desk.ActAsync(first, "validate");
        await desk.ActAsync(first, "confirm");

        await desk.OrderAsync(1);

        Assert.Equal([(1, 0), (0, 1)], await HaveAsync(desk, first, second));
    }

    [Fact]
    public async Task An_order_that_fills_more_services_than_a_transaction_holds_fills_them_all_in_their_order()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var services = new List<string>();
        for (var i = 0; i < 95; i++)
            services.Add(await desk.ReadyAsync(1, new DateOnly(2026, 3, 2).AddDays(-i).ToString("yyyy-MM-dd")));

        await desk.OrderAsync(90);

        // The oldest 40 in the order's own step, the others by messages.
        Assert.Equal([(1, 0), (1, 0), (0, 1)], await HaveAsync(desk, services[94], services[55], services[54]));
        Assert.Equal(50, await desk.AvailableAsync());
        await desk.IsWholeAsync();
        Assert.Equal(0, await desk.AvailableAsync());
        Assert.Equal([(1, 0), (0, 1), (0, 1)], await HaveAsync(desk, services[5], services[4], services[0]));
    }

    private static async Task<(int, int)[]> HaveAsync(VoucherDesk desk, params string[] services)
    {
        var all = new List<(int, int)>();
        foreach (var service in services)
            all.Add(await desk.HasAsync(service));
        return [.. all];
    }
}
