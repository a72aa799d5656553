using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

public sealed class ValidationTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("confirm", "confirmed", "validate")]
    [InlineData("validate", "validated", "confirm")]
    [Trait("Rule", "VOU-02")]
    [Trait("Rule", "VOU-03")]
    public async Task In_either_order_the_first_yes_waits_for_the_other_side_and_the_wallet_is_looked_at_with_the_second(
        string first, string state, string second)
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(5);
        var service = await desk.EncodeAsync(2);
        Assert.Equal("to_validate", await desk.StateAsync(service));

        (await desk.ActAsync(service, first)).Expect(HttpStatusCode.OK);
        Assert.Equal((state, 5L), (await desk.StateAsync(service), await desk.AvailableAsync()));
        (await desk.ActAsync(service, first)).Expect(HttpStatusCode.OK);
        Assert.Equal((state, 5L), (await desk.StateAsync(service), await desk.AvailableAsync()));

        (await desk.ActAsync(service, second)).Expect(HttpStatusCode.OK);
        Assert.Equal(("allocated", 3L), (await desk.StateAsync(service), await desk.AvailableAsync()));
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "VOU-04")]
    public async Task A_contested_service_is_corrected_confirmed_again_and_only_then_paid_and_each_round_is_kept()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(9);
        var service = await desk.EncodeAsync(5);
        (await desk.ActAsync(service, "validate")).Expect(HttpStatusCode.OK);

        (await desk.ActAsync(service, "contest", VoucherDesk.Reason("Four hours"))).Expect(HttpStatusCode.OK);
        Assert.Equal("contested", await desk.StateAsync(service));
        (await desk.ActAsync(service, "confirm")).Refuses(HttpStatusCode.Conflict, "contested_service");
        (await desk.ActAsync(service, "correct", Correction("You are right", 4))).Expect(HttpStatusCode.OK);
        Assert.Equal(("corrected", (0, 4)), (await desk.StateAsync(service), await desk.HasAsync(service)));
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);

        var done = await desk.ServiceAsync(service);
        Assert.Equal(("allocated", 4), (Text(done["state"]), done["allocated"]!.GetValue<int>()));
        Assert.Equal(
            [("encoded", "worker", null), ("validated", "company", null), ("contested", "user", "Four hours"),
                ("corrected", "company", "You are right"), ("confirmed", "user", (string?)null)],
            done["rounds"]!.AsArray().Select(round => (Text(round!["act"]), Text(round["by"]), round["reason"]?.GetValue<string>())));
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "VOU-04")]
    public async Task A_company_that_stands_by_a_contested_service_gives_it_back_to_the_user_who_may_contest_again()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(9);
        var service = await desk.EncodeAsync(5);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            (await desk.ActAsync(service, "contest", VoucherDesk.Reason())).Expect(HttpStatusCode.OK);
            (await desk.ActAsync(service, "validate")).Expect(HttpStatusCode.OK);
            Assert.Equal("validated", await desk.StateAsync(service));
        }
        Assert.Equal(9, await desk.AvailableAsync());
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);

        Assert.Equal(("allocated", 4L), (await desk.StateAsync(service), await desk.AvailableAsync()));
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "VOU-04")]
    public async Task A_correction_of_what_the_user_had_confirmed_asks_him_again()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(9);
        var service = await desk.EncodeAsync(5);
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);

        (await desk.ActAsync(service, "correct", Correction("Six hours", 6))).Expect(HttpStatusCode.OK);

        Assert.Equal(("corrected", 9L), (await desk.StateAsync(service), await desk.AvailableAsync()));
        (await desk.ActAsync(service, "correct", Correction("Six hours", 6))).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);
        Assert.Equal(3, await desk.AvailableAsync());
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task An_act_that_comes_too_late_is_refused_and_says_why()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var service = await desk.EncodeAsync(2);
        var same = await desk.ActAsync(service, "correct", Correction("The same", 2));
        same.Refuses(HttpStatusCode.UnprocessableEntity, "nothing_corrected");
        (await desk.ActAsync(service, "validate")).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(service, "correct", Correction("Too late", 3))).Refuses(HttpStatusCode.Conflict, "service_validated");
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);

        (await desk.ActAsync(service, "contest", VoucherDesk.Reason())).Refuses(HttpStatusCode.Conflict, "service_confirmed");
        (await desk.ActAsync(service, "correct", Correction("Too late", 3))).Refuses(HttpStatusCode.Conflict, "service_validated");
        (await desk.ActAsync("svc_1", "confirm")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("contest", """{}""", "reason_needed")]
    [InlineData("correct", """{"vouchers":3}""", "reason_needed")]
    [InlineData("withdraw", """{"reason":" "}""", "reason_needed")]
    [InlineData("correct", """{"reason":"x","vouchers":0}""", "invalid_request")]
    [InlineData("correct", """{"reason":"x","vouchers":100}""", "invalid_request")]
    [InlineData("correct", """{"reason":"x","performedOn":"2100-01-01"}""", "invalid_request")]
    public async Task An_act_that_says_too_little_or_the_impossible_is_refused(string act, string body, string code)
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var service = await desk.EncodeAsync(2);

        (await desk.Desk.PostAsync($"{desk.Path}/services/{service}/{act}", body)).Refuses(HttpStatusCode.BadRequest, code);

        Assert.Equal("to_validate", await desk.StateAsync(service));
    }

    [Theory]
    [InlineData("""{"performedOn":"2026-03-02","vouchers":2,"encodedBy":"worker"}""", "company")]
    [InlineData("""{"company":"c","vouchers":2,"encodedBy":"worker"}""", "performedOn")]
    [InlineData("""{"company":"c","performedOn":"2100-03-02","vouchers":2,"encodedBy":"worker"}""", "performedOn")]
    [InlineData("""{"company":"c","performedOn":"2026-03-02","encodedBy":"worker"}""", "vouchers")]
    [InlineData("""{"company":"c","performedOn":"2026-03-02","vouchers":100,"encodedBy":"worker"}""", "vouchers")]
    [InlineData("""{"company":"c","performedOn":"2026-03-02","vouchers":2,"encodedBy":"robot"}""", "encodedBy")]
    public async Task A_service_that_cannot_be_is_refused_by_field(string body, string field)
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);

        var answer = await desk.Desk.PostAsync($"{desk.Path}/services", body);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Services_are_listed_by_state_and_age()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(1);
        var paid = await desk.ReadyAsync(1);
        var waiting = await desk.ReadyAsync(1);
        var open = await desk.EncodeAsync(1);

        Assert.Equal([paid, waiting, open], await IdsAsync(desk, "order=oldest"));
        Assert.Equal([open, waiting, paid], await IdsAsync(desk, "order=newest"));
        Assert.Equal([waiting], await IdsAsync(desk, "state=waiting"));
        Assert.Empty(await IdsAsync(desk, "company=another"));
    }

    private static async Task<string[]> IdsAsync(VoucherDesk desk, string query) =>
    [
        .. (await desk.Desk.GetAsync($"{desk.Path}/services?{query}")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Select(service => Text(service!["id"])),
    ];

    private static JsonObject Correction(string reason, int vouchers) => new() { ["reason"] = reason, ["vouchers"] = vouchers };
}
