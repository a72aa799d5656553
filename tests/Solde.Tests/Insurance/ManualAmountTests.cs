using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Insurance;

public sealed class ManualAmountTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [Trait("Rule", "INS-05")]
    [Trait("Rule", "INS-03")]
    [InlineData(5_000L, 1_250L, 0, false, 6_250)]
    [InlineData(5_000L, 1_000L, 35_000, false, 6_210)]
    [InlineData(5_000L, 1_250L, 0, true, 5_000)]
    [InlineData(null, 1_250L, 35_000, false, 0)]
    public async Task The_amounts_of_the_documents_are_shown(
        long? manual, long administration, int onlineRate, bool doNotCharge, long shown)
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(administration, onlineRate: onlineRate));

        await office.AddAsync(manual, doNotCharge);

        Assert.Equal(shown, await office.BalanceAsync());
        await office.Desk.BooksBalanceAsync();
    }

    [Theory]
    [Trait("Rule", "INS-03")]
    [InlineData(0L, 0, 5_000)]
    [InlineData(1_000L, 0, 6_000)]
    [InlineData(0L, 100_000, 5_500)]
    [InlineData(1_000L, 100_000, 6_500)]
    [InlineData(0L, 12_345, 5_062)]
    public async Task Administration_fees_are_a_fixed_amount_a_percentage_or_both(long fixedMinor, int rate, long total)
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(fixedMinor, rate));

        var invoice = Text((await office.AddAsync(5_000))["invoice"]!["id"]);

        Assert.Equal(total, Minor((await office.Desk.InvoiceOfAsync(office.Account, invoice))["total"]));
        Assert.Equal(total, await office.Desk.BalanceAsync(office.Account));
    }

    [Fact]
    [Trait("Rule", "INS-01")]
    public async Task An_endorsement_without_a_manual_amount_makes_no_invoice()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_250));

        var endorsement = await office.AddAsync(null);
        await fixture.App.DrainAsync();

        Assert.Null(endorsement["invoice"]);
        Assert.Empty((await office.Desk.GetAsync($"accounts/{office.Account}/invoices")).Json["items"]!.AsArray());
        Assert.Equal(0, await office.BalanceAsync());
    }

    [Fact]
    [Trait("Rule", "INS-02")]
    public async Task An_invoice_shows_at_once_and_is_made_once_however_often_its_message_comes()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_250));

        await office.AddAsync(5_000);

        Assert.Equal(6_250, await office.Desk.BalanceAsync(office.Account));
        var made = fixture.App.Queue.Single(
            message => message.Queue == "insurance" && message.Text.Contains(office.Account, StringComparison.Ordinal));
        Assert.True(await fixture.App.DeliverAsync(made));
        Assert.True(await fixture.App.DeliverAsync(made));
        await fixture.App.DrainAsync();
        Assert.Equal(6_250, await office.Desk.BalanceAsync(office.Account));
        Assert.Single((await office.Desk.GetAsync($"accounts/{office.Account}/invoices")).Json["items"]!.AsArray());
        await office.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "INS-02")]
    public async Task A_manual_amount_ticked_later_makes_the_invoice_then_and_only_once()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_250));
        var endorsement = Text((await office.AddAsync(null))["id"]);

        var first = (await office.TickAsync(endorsement, 5_000, "tick")).Expect(HttpStatusCode.OK);
        var again = await office.TickAsync(endorsement, 5_000, "tick");
        (await office.TickAsync(endorsement, 5_000)).Refuses(HttpStatusCode.Conflict, "endorsement_invoiced");

        Assert.Equal(first.ToJsonString(), again.Expect(HttpStatusCode.OK).ToJsonString());
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(6_250, await office.BalanceAsync());
    }

    [Fact]
    [Trait("Rule", "INS-02")]
    [Trait("Rule", "COM-06")]
    public async Task Of_many_clerks_who_tick_it_at_once_one_makes_the_invoice()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_250));
        var endorsement = Text((await office.AddAsync(null))["id"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => office.TickAsync(endorsement, 5_000)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        Assert.Equal(6_250, await office.Desk.BalanceAsync(office.Account));
        await office.Desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var office = await Office.OpenAsync(fixture.App);
        var outside = Office.Endorsement(5_000);
        outside["effectiveOn"] = "2027-01-01";
        var lastDay = Office.Endorsement(null);
        lastDay["effectiveOn"] = "2026-12-31";
        var dollars = Office.Endorsement(null);
        dollars["manualAmount"] = Desk.Money(5_000, "USD");

        var (desk, endorsements) = (office.Desk, $"{office.Path}/endorsements");
        (await desk.PostAsync(endorsements, outside)).Refuses(HttpStatusCode.UnprocessableEntity, "outside_certificate");
        (await desk.PostAsync(endorsements, lastDay)).Expect(HttpStatusCode.Created);
        (await desk.PostAsync(endorsements, dollars)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.PostAsync(endorsements, Office.Endorsement(0))).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        var twice = new JsonObject { ["number"] = "RSG-2026-1" };
        (await desk.PostAsync($"insurance/accounts/{office.Account}/certificates", twice)).Refuses(HttpStatusCode.Conflict, "certificate_exists");
        (await desk.PostAsync("insurance/accounts/acc_nobody/certificates", twice)).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Certificates_and_endorsements_are_filtered_sorted_and_paged()
    {
        var office = await Office.OpenAsync(fixture.App);
        var later = new JsonObject { ["number"] = "RSG-2027-1", ["validFrom"] = "2027-01-01" };
        await Task.Delay(2);
        var opened = await office.Desk.PostAsync($"insurance/accounts/{office.Account}/certificates", later);
        var next = Text(opened.Expect(HttpStatusCode.Created)["id"]);
        var free = Text((await office.AddAsync(null))["id"]);
        await Task.Delay(2);
        var invoiced = Text((await office.AddAsync(100))["id"]);

        Assert.Equal([office.Certificate, next], await IdsAsync(office, $"insurance/accounts/{office.Account}/certificates?order=oldest"));
        Assert.Equal([next], await IdsAsync(office, $"insurance/accounts/{office.Account}/certificates?validOn=2027-05-01"));
        Assert.Equal([invoiced], await IdsAsync(office, $"{office.Path}/endorsements?invoiced=true"));
        Assert.Equal([free], await IdsAsync(office, $"{office.Path}/endorsements?invoiced=false"));
        var first = (await office.Desk.GetAsync($"{office.Path}/endorsements?order=newest&limit=1")).Expect(HttpStatusCode.OK);
        Assert.Equal([free], await IdsAsync(office, $"{office.Path}/endorsements?order=newest&limit=1&cursor={Text(first["next"])}"));
    }

    [Fact]
    [Trait("Rule", "COM-04")]
    public async Task Every_change_of_a_provider_s_insurance_is_in_its_journal()
    {
        var office = await Office.OpenAsync(fixture.App);
        var endorsement = Text((await office.AddAsync(null))["id"]);
        (await office.TickAsync(endorsement, 5_000)).Expect(HttpStatusCode.OK);

        var journal = (await office.Desk.GetAsync($"insurance/accounts/{office.Account}/journal?order=oldest")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["CertificateOpened", "EndorsementAdded", "ManualAmountGiven"],
            journal["items"]!.AsArray().Select(entry => Text(entry!["action"])));
    }

    private static async Task<IEnumerable<string>> IdsAsync(Office office, string path) =>
        (await office.Desk.GetAsync(path)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => Text(item!["id"]));
}
