using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-05")]
public sealed class PartialAllocationTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_service_of_5_hours_and_2_vouchers_in_the_wallet_gives_2_allocated_and_3_missing_and_the_next_order_fills_it_first()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(2);

        var service = await desk.ReadyAsync(5);

        // User and company read the same: the view has no sides.
        var seen = await desk.ServiceAsync(service);
        Assert.Equal("partially_allocated", Text(seen["state"]));
        Assert.Equal((5, 2, 3), (seen["vouchers"]!.GetValue<int>(), seen["allocated"]!.GetValue<int>(), seen["missing"]!.GetValue<int>()));
        Assert.Equal(1_800, Minor(Assert.Single(seen["parts"]!.AsArray())!["amount"]));
        await desk.IsWholeAsync();

        // An older service that got nothing yet comes after it.
        var older = await desk.ReadyAsync(4, "2026-02-02");
        await desk.OrderAsync(4);

        var filled = await desk.ServiceAsync(service);
        Assert.Equal(("allocated", 0), (Text(filled["state"]), filled["missing"]!.GetValue<int>()));
        Assert.Equal(
            [("000000000001", "000000000002"), ("000000000003", "000000000005")],
            filled["parts"]!.AsArray().SelectMany(part => part!["vouchers"]!.AsArray())
                .Select(run => (Text(run!["first"]), Text(run["last"]))));
        Assert.Equal((1, 3), await desk.HasAsync(older));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task A_service_that_meets_an_empty_wallet_waits_with_nothing_allocated()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);

        var service = await desk.ReadyAsync(5);

        Assert.Equal(("waiting", (0, 5)), (await desk.StateAsync(service), await desk.HasAsync(service)));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task Vouchers_of_several_orders_make_one_allocation_with_a_run_of_each()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        foreach (var count in new[] { 1, 2, 3 })
            await desk.OrderAsync(count);

        var service = await desk.ReadyAsync(5);

        var part = Assert.Single((await desk.ServiceAsync(service))["parts"]!.AsArray());
        Assert.Equal([1, 2, 2], part!["vouchers"]!.AsArray().Select(run => run!["count"]!.GetValue<int>()));
        Assert.Equal(1, await desk.AvailableAsync());
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task A_service_over_more_orders_than_a_transaction_holds_gets_all_its_vouchers_all_the_same()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        for (var i = 0; i < 70; i++)
            await desk.OrderAsync(1);

        var service = await desk.ReadyAsync(70);

        Assert.Equal("partially_allocated", await desk.StateAsync(service));
        await desk.IsWholeAsync();
        Assert.Equal(((70, 0), "allocated"), (await desk.HasAsync(service), await desk.StateAsync(service)));
    }

    [Fact]
    public async Task What_is_allocated_cannot_be_withdrawn_and_what_only_waits_can()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(1);
        var begun = await desk.ReadyAsync(2);
        var waiting = await desk.ReadyAsync(2);

        (await desk.ActAsync(begun, "withdraw", VoucherDesk.Reason())).Refuses(HttpStatusCode.Conflict, "vouchers_allocated");
        (await desk.ActAsync(waiting, "withdraw", VoucherDesk.Reason())).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(waiting, "withdraw", VoucherDesk.Reason())).Expect(HttpStatusCode.OK);
        await desk.OrderAsync(3);

        Assert.Equal(((2, 0), "withdrawn"), (await desk.HasAsync(begun), await desk.StateAsync(waiting)));
        Assert.Equal(2, await desk.AvailableAsync());
        (await desk.ActAsync(waiting, "confirm")).Refuses(HttpStatusCode.Conflict, "service_withdrawn");
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task A_repeated_confirmation_allocates_once_and_gives_the_first_answer()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(9);
        var service = await desk.EncodeAsync(2);
        (await desk.ActAsync(service, "validate")).Expect(HttpStatusCode.OK);

        var first = await desk.ActAsync(service, "confirm", null, "yes");
        var again = await desk.ActAsync(service, "confirm", null, "yes");
        var another = await desk.ActAsync(service, "confirm");

        Assert.Equal(first.Expect(HttpStatusCode.OK).ToJsonString(), again.Expect(HttpStatusCode.OK).ToJsonString());
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        another.Expect(HttpStatusCode.OK);
        Assert.Equal(7, await desk.AvailableAsync());
        await desk.IsWholeAsync();
    }
}
