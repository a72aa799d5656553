using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using Solde.Tests.Vouchers;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Notifications;

/// <summary>Each test has a clock and a mailbox of its own; it is Tuesday 10 March 2026, 16:00 in Brussels.</summary>
[Trait("Rule", "VOU-13")]
public sealed class VoucherNoticesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solde-mail-").FullName;
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private SoldeTestApp _app = null!;
    private VoucherNews _news = null!;

    public async Task InitializeAsync() => _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(azurite.ConnectionString)
    {
        TablePrefix = AzuriteFixture.RandomName("t")[..9],
        MailFolder = _folder,
        Clock = _clock,
    });

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_service_that_a_worker_encoded_is_the_users_to_confirm_and_the_companys_to_validate()
    {
        var desk = await OpenAsync();

        var service = await desk.EncodeAsync(5);

        Assert.Equal(["company: service_to_validate", "user: service_to_confirm"], await _news.NextAsync());
        var toUser = Assert.Single(_news.ToUser());
        Assert.Equal(("Prestation à confirmer : 2026-03-02", "fr"), (toUser.Subject, toUser.Language));
        Assert.Contains("Ménage Net a encodé une prestation du 2026-03-02 (titres : 5)", toUser.Body, StringComparison.Ordinal);
        Assert.Contains("au plus tard le 2026-03-17", toUser.Body, StringComparison.Ordinal);
        Assert.Contains(service, toUser.Body, StringComparison.Ordinal);
        var toCompany = Assert.Single(_news.ToCompany());
        Assert.Equal(("Prestatie te valideren: 2026-03-02", "nl"), (toCompany.Subject, toCompany.Language));
        Assert.Contains("voor Amélie Peeters ingegeven (cheques: 5)", toCompany.Body, StringComparison.Ordinal);
        Assert.Equal(2, Mailbox.Of(_folder).Count);
    }

    [Fact]
    public async Task A_service_that_the_company_encoded_itself_is_told_to_the_user_alone()
    {
        var desk = await OpenAsync();

        await desk.EncodeAsync(5, encodedBy: "company");

        Assert.Equal(["user: service_to_confirm"], await _news.NextAsync());
        Assert.Empty(_news.ToCompany());
    }

    [Fact]
    [Trait("Rule", "COM-01")]
    public async Task A_company_is_told_of_its_own_services_alone()
    {
        var desk = await OpenAsync();
        await VoucherDesk.OpenCompanyAsync(desk.Desk, "autre-net");
        await desk.EncodeAsync(5);
        var ofOther = VoucherDesk.Encoding(3);
        ofOther["company"] = "autre-net";
        (await desk.Desk.PostAsync($"{desk.Path}/services", ofOther)).Expect(HttpStatusCode.Created);

        await _news.NextAsync();

        Assert.Contains("(cheques: 5)", Assert.Single(_news.ToCompany()).Body, StringComparison.Ordinal);
        var toOther = Assert.Single(Mailbox.To(_folder, "bureau@menage-net.example"));
        Assert.Contains("(titres : 3)", toOther.Body, StringComparison.Ordinal);
        Assert.Equal(2, _news.ToUser().Count);
    }

    [Fact]
    [Trait("Rule", "VOU-02")]
    public async Task Where_the_delays_follow_one_another_the_user_is_told_when_his_begins()
    {
        var regions = new JsonObject { ["bru"] = new JsonObject { ["mode"] = "successive" } };
        var desk = await OpenAsync(new JsonObject { ["regions"] = regions }, VoucherDesk.User(region: "bru"));
        var validated = await desk.EncodeAsync(1);
        await desk.EncodeAsync(2);
        Assert.Equal(["company: service_to_validate", "company: service_to_validate"], await _news.NextAsync());

        (await desk.ActAsync(validated, "validate")).Expect(HttpStatusCode.OK);
        Assert.Equal(["user: service_to_confirm"], await _news.NextAsync());
        await StrikeAtAsync(desk, "2026-03-17T23:00Z");

        // The other's company was silent; the first one's user was, too, and has no vouchers.
        Assert.Equal(["user: service_to_confirm", "user: vouchers_missing"], await _news.NextAsync());
    }

    [Fact]
    [Trait("Rule", "VOU-04")]
    public async Task Each_round_is_told_to_the_side_that_must_act_with_its_reason()
    {
        var desk = await OpenAsync();
        var service = await desk.EncodeAsync(5);
        await _news.NextAsync();

        await ContestAsync(desk, service, "Only four hours were worked");
        Assert.Equal(["company: service_contested"], await _news.NextAsync());
        Says(_news.ToCompany(), "Only four hours were worked");
        (await desk.ActAsync(service, "validate")).Expect(HttpStatusCode.OK);
        Assert.Equal(["user: service_stood_by"], await _news.NextAsync());
        await ContestAsync(desk, service, "I have a witness");
        Assert.Equal(["company: service_contested"], await _news.NextAsync());
        await CorrectAsync(desk, service, 4);
        Assert.Equal(["user: service_corrected"], await _news.NextAsync());
        Says(_news.ToUser(), "(titres : 4)");
        Says(_news.ToUser(), "The worker left early");
        (await desk.ActAsync(service, "withdraw", VoucherDesk.Reason())).Expect(HttpStatusCode.OK);
        Assert.Empty(await _news.NextAsync());
    }

    [Fact]
    [Trait("Rule", "VOU-05")]
    public async Task User_and_company_are_told_how_many_vouchers_are_allocated_and_how_many_are_missing_after_each_part()
    {
        var desk = await OpenAsync();
        var service = await desk.ReadyAsync(5);
        Assert.Equal(["user: vouchers_missing"], await _news.NextAsync());
        Says(_news.ToUser(), "Attribués : 0. Manquants : 5.");

        await desk.OrderAsync(2);
        Assert.Equal(["company: service_partly_allocated", "user: vouchers_missing"], await _news.NextAsync());
        Says(_news.ToUser(), "Attribués : 2. Manquants : 3.");
        Says(_news.ToCompany(), "toegekend: 2; ontbrekend: 3.");

        await desk.OrderAsync(1);
        Assert.Equal(["company: service_partly_allocated", "user: vouchers_missing"], await _news.NextAsync());
        await desk.OrderAsync(2);
        Assert.Equal("allocated", await desk.StateAsync(service));
        Assert.Empty(await _news.NextAsync());
    }

    [Fact]
    [Trait("Rule", "VOU-02")]
    public async Task When_silence_of_both_sides_leaves_a_service_without_vouchers_the_user_is_told()
    {
        var desk = await OpenAsync();
        await desk.EncodeAsync(3);
        await _news.NextAsync();

        await StrikeAtAsync(desk, "2026-03-17T23:00Z");

        Assert.Equal(["user: vouchers_missing"], await _news.NextAsync());
    }

    [Fact]
    public async Task Vouchers_that_expire_soon_are_told_once_an_order_on_the_day_that_the_settings_say()
    {
        var desk = await OpenAsync(new JsonObject { ["expiryNoticeDays"] = 10 });
        await desk.OrderAsync(4, expiresOn: "2026-03-31");
        await desk.OrderAsync(3, expiresOn: "2026-04-30");
        await desk.ReadyAsync(1);
        await StrikeAtAsync(desk, "2026-03-20T22:59Z");
        Assert.Empty(await _news.NextAsync());

        await StrikeAtAsync(desk, "2026-03-20T23:00Z");
        Assert.Equal(["user: vouchers_expiring"], await _news.NextAsync());
        var mail = Assert.Single(_news.ToUser());
        Assert.Equal("Titres bientôt échus : 3", mail.Subject);
        Assert.Contains("2026-03-31", mail.Body, StringComparison.Ordinal);

        await StrikeAtAsync(desk, "2026-03-25T12:00Z");
        Assert.Empty(await _news.NextAsync());
    }

    [Fact]
    public async Task Vouchers_that_expired_are_told_and_those_that_were_used_in_time_are_not()
    {
        var desk = await OpenAsync();
        await desk.OrderAsync(2, expiresOn: "2026-04-20");
        await desk.OrderAsync(4, expiresOn: "2026-04-21");
        await desk.ReadyAsync(3);
        await StrikeAtAsync(desk, "2026-03-22T23:00Z");
        Assert.Equal(["user: vouchers_expiring"], await _news.NextAsync());

        await StrikeAtAsync(desk, "2026-04-21T22:00Z");

        Assert.Equal(["user: vouchers_expired"], await _news.NextAsync());
        Assert.Equal(
            ["Titres bientôt échus : 3", "Titres échus : 3"], _news.ToUser().Select(mail => mail.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_whole_course_ends_with_exactly_the_notices_that_ask_something()
    {
        var desk = await OpenAsync();
        await desk.OrderAsync(2, expiresOn: "2027-03-10");
        var service = await desk.EncodeAsync(5);
        Assert.Equal(["company: service_to_validate", "user: service_to_confirm"], await _news.NextAsync());
        await ContestAsync(desk, service, "Four vouchers, not five");
        Assert.Equal(["company: service_contested"], await _news.NextAsync());
        await CorrectAsync(desk, service, 4);
        Assert.Equal(["user: service_corrected"], await _news.NextAsync());
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);
        Assert.Equal(["company: service_partly_allocated", "user: vouchers_missing"], await _news.NextAsync());
        await desk.OrderAsync(10, expiresOn: "2026-06-30");
        Assert.Empty(await _news.NextAsync());
        await StrikeAtAsync(desk, "2026-05-31T12:00Z");
        Assert.Equal(["user: vouchers_expiring"], await _news.NextAsync());
        await StrikeAtAsync(desk, "2026-07-01T12:00Z");
        Assert.Equal(["user: vouchers_expired"], await _news.NextAsync());

        await StrikeAtAsync(desk, "2026-12-01T12:00Z");
        Assert.Empty(await _news.NextAsync());
        Assert.Equal((5, 3), (_news.ToUser().Count, _news.ToCompany().Count));
        Assert.Equal(8, Mailbox.Of(_folder).Count);
        await desk.IsWholeAsync();
    }

    [Theory]
    [InlineData("en", "A service to confirm: 2026-03-02")]
    [InlineData("pt", "Serviço a confirmar: 2026-03-02")]
    [InlineData("nl", "Prestatie te bevestigen: 2026-03-02")]
    public async Task A_user_is_told_in_his_own_language(string language, string subject)
    {
        var user = VoucherDesk.User();
        user["language"] = language;
        var desk = await OpenAsync(user: user);
        await desk.EncodeAsync(5);
        await _news.NextAsync();

        Assert.Equal((subject, language), (Assert.Single(_news.ToUser()).Subject, _news.ToUser()[0].Language));
    }

    private async Task<VoucherDesk> OpenAsync(JsonObject? settings = null, JsonObject? user = null)
    {
        var desk = await VoucherDesk.OpenAsync(_app, settings, user);
        _news = await VoucherNews.OpenAsync(desk, _folder);
        return desk;
    }

    private async Task StrikeAtAsync(VoucherDesk desk, string instant)
    {
        _clock.Advance(DateTimeOffset.Parse(instant, null) - _clock.GetUtcNow());
        await desk.StrikeAsync();
    }

    private static void Says(IReadOnlyList<ReceivedMail> mails, string words) =>
        Assert.Single(mails, mail => mail.Body.Contains(words, StringComparison.Ordinal));

    private static async Task ContestAsync(VoucherDesk desk, string service, string reason) =>
        (await desk.ActAsync(service, "contest", VoucherDesk.Reason(reason))).Expect(HttpStatusCode.OK);

    private static async Task CorrectAsync(VoucherDesk desk, string service, int vouchers) =>
        (await desk.ActAsync(service, "correct", new JsonObject { ["reason"] = "The worker left early", ["vouchers"] = vouchers }))
            .Expect(HttpStatusCode.OK);
}
