using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-01")]
public sealed class OrderVouchersTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Vouchers_have_numbers_of_12_digits_that_no_wallet_of_the_organisation_shares()
    {
        var first = await VoucherDesk.OpenAsync(fixture.App);
        var second = first with { Wallet = await VoucherDesk.OpenWalletAsync(first.Desk) };
        await first.OrderAsync(3);
        await second.OrderAsync(2);
        await first.OrderAsync(1);

        Assert.Equal(["000000000001", "000000000002", "000000000003", "000000000006"], await first.NumbersAsync("available"));
        Assert.Equal(["000000000004", "000000000005"], await second.NumbersAsync("available"));
        await first.IsWholeAsync();
    }

    [Fact]
    public async Task The_ones_that_expire_first_are_used_first_and_of_one_day_the_lower_numbers()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(2, "2031-06-30");
        await desk.OrderAsync(2, "2031-05-31");
        await desk.OrderAsync(2, "2031-05-31");

        await desk.ReadyAsync(3);

        Assert.Equal(["000000000003", "000000000004", "000000000005"], await desk.NumbersAsync("allocated"));
        Assert.Equal(["000000000001", "000000000002", "000000000006"], await desk.NumbersAsync("available"));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task A_repeated_order_gets_the_first_answer_and_takes_no_more_numbers()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var body = VoucherDesk.Order(5);

        var first = await desk.Desk.PostAsync($"{desk.Path}/orders", body, "order-1");
        var again = await desk.Desk.PostAsync($"{desk.Path}/orders", body, "order-1");
        var other = await desk.Desk.PostAsync($"{desk.Path}/orders", VoucherDesk.Order(6), "order-1");

        Assert.Equal(first.Expect(HttpStatusCode.Created).ToJsonString(), again.Expect(HttpStatusCode.Created).ToJsonString());
        other.Refuses(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        Assert.Equal("000000000006", Text((await desk.OrderAsync(1))["first"]));
        Assert.Equal(6, await desk.AvailableAsync());
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task An_order_that_says_neither_value_nor_day_goes_by_the_settings()
    {
        var settings = new JsonObject { ["value"] = Desk.Money(1_000, "EUR"), ["validityMonths"] = 8 };
        var desk = await VoucherDesk.OpenAsync(fixture.App, settings);

        var order = (await desk.Desk.PostAsync($"{desk.Path}/orders", new JsonObject { ["count"] = 2 })).Expect(HttpStatusCode.Created);

        Assert.Equal((1_000, 2_000), (Minor(order["value"]), Minor(order["total"])));
        var today = DateOnly.FromDateTime(fixture.Clock.GetUtcNow().DateTime);
        Assert.Equal(today.AddMonths(8).ToString("yyyy-MM-dd"), Text(order["expiresOn"]));
    }

    [Fact]
    public async Task Without_a_value_in_the_settings_an_order_must_say_one()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);

        var answer = await desk.Desk.PostAsync($"{desk.Path}/orders", new JsonObject { ["count"] = 2 });

        answer.Refuses(HttpStatusCode.UnprocessableEntity, "voucher_value_needed");
    }

    [Fact]
    public async Task A_voucher_is_read_by_its_number_with_the_service_that_it_pays()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(3);
        var service = await desk.ReadyAsync(2);

        var paying = (await desk.Desk.GetAsync($"{desk.Path}/vouchers/000000000002")).Expect(HttpStatusCode.OK);
        var free = (await desk.Desk.GetAsync($"{desk.Path}/vouchers/000000000003")).Expect(HttpStatusCode.OK);

        Assert.Equal(("allocated", service), (Text(paying["state"]), Text(paying["service"])));
        Assert.Equal("available", Text(free["state"]));
        Assert.Null(free["service"]);
        foreach (var number in new[] { "000000000004", "0", "-1", "x", "99999999999999999999" })
            (await desk.Desk.GetAsync($"{desk.Path}/vouchers/{number}")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Vouchers_are_paged_by_number_over_orders_and_states()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(5);
        await desk.ReadyAsync(4);
        await desk.ReadyAsync(3);
        await desk.OrderAsync(6);

        var numbers = new List<(string, string)>();
        string? cursor = null;
        do
        {
            var next = cursor is null ? "" : $"&cursor={cursor}";
            var page = (await desk.Desk.GetAsync($"{desk.Path}/vouchers?limit=2{next}")).Expect(HttpStatusCode.OK);
            numbers.AddRange(page["items"]!.AsArray().Select(voucher => (Text(voucher!["number"]), Text(voucher["state"]))));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(
            Enumerable.Range(1, 11).Select(number => ($"{number:D12}", number <= 7 ? "allocated" : "available")), numbers);
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Orders_are_listed_with_what_is_left_of_them()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var used = Text((await desk.OrderAsync(2))["id"]);
        await desk.ReadyAsync(2);
        var left = Text((await desk.OrderAsync(3))["id"]);

        Assert.Equal([used, left], await IdsAsync(desk, "orders?order=oldest"));
        Assert.Equal([left, used], await IdsAsync(desk, "orders?order=newest"));
        Assert.Equal([left], await IdsAsync(desk, "orders?open=true"));
        Assert.Equal([used], await IdsAsync(desk, "orders?open=false"));
        var order = (await desk.Desk.GetAsync($"{desk.Path}/orders/{used}")).Expect(HttpStatusCode.OK);
        Assert.Equal((0, 2), (order["available"]!.GetValue<int>(), order["allocated"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{"count":0,"value":{"minor":900,"currency":"EUR"}}""", "count")]
    [InlineData("""{"count":1001,"value":{"minor":900,"currency":"EUR"}}""", "count")]
    [InlineData("""{"value":{"minor":900,"currency":"EUR"}}""", "count")]
    [InlineData("""{"count":1,"value":{"minor":0,"currency":"EUR"}}""", "value")]
    [InlineData("""{"count":1,"value":{"minor":900,"currency":"CAD"}}""", "value")]
    [InlineData("""{"count":1,"value":{"minor":10000001,"currency":"EUR"}}""", "value")]
    [InlineData("""{"count":1,"value":{"minor":900,"currency":"EUR"},"expiresOn":"2020-01-01"}""", "expiresOn")]
    [InlineData("""{"count":1,"value":{"minor":900,"currency":"EUR"},"expiresOn":"2300-01-01"}""", "expiresOn")]
    public async Task An_order_that_cannot_be_is_refused_by_field(string body, string field)
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);

        var answer = await desk.Desk.PostAsync($"{desk.Path}/orders", body);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task An_order_without_a_key_is_refused_since_it_moves_money()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);

        var answer = await fixture.App.SendAsync(HttpMethod.Post, $"/api/v1/{desk.Path}/orders", VoucherDesk.Order(1), desk.Desk.Key);

        answer.Refuses(HttpStatusCode.BadRequest, "idempotency_key_needed");
    }

    private static async Task<string[]> IdsAsync(VoucherDesk desk, string list) =>
    [
        .. (await desk.Desk.GetAsync($"{desk.Path}/{list}")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Select(order => Text(order!["id"])),
    ];
}
