using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Organisations;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using Solde.Tests.Payments;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Simulation;

/// <summary>
/// An organisation with many households over two months of a clock that a test moves: timers strike, debits clear after five days, cards
/// run dry, customers authenticate, and a clerk puts right what the nightly comparison found.
/// </summary>
internal sealed class Month : IAsyncDisposable
{
    private const int Days = 62;

    /// <summary>The hours at which the timers strike; more of them would find nothing else.</summary>
    private static readonly int[] Hours = [7, 8, Morning, 21];

    private const int Morning = 15;

    private readonly Post _post;

    private Month(SoldeTestApp app, ProviderSandbox provider, TestClock clock, Random? chance) =>
        (App, Provider, Clock, _post) = (app, provider, clock, new Post(app, provider, clock, chance));

    public SoldeTestApp App { get; }

    public ProviderSandbox Provider { get; }

    public TestClock Clock { get; }

    public Desk Desk { get; private set; } = null!;

    public List<Household> Households { get; } = [];

    public int LostEvents => _post.Lost;

    /// <summary>What the comparisons found; nothing where every event came.</summary>
    public int Findings { get; private set; }

    /// <param name="chance">Null where every event of the provider comes once and in order.</param>
    public static async Task<Month> StartAsync(string storage, Random? chance)
    {
        var clock = new TestClock(new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));
        var provider = await ProviderSandbox.StartAsync(
            new ProviderSandboxOptions { Clock = clock, DeliverAutomatically = false, SettlementDelay = TimeSpan.FromDays(5) });
        var app = await SoldeTestApp.StartAsync(new SoldeTestSettings(storage)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..12],
            Provider = provider.BaseAddress,
            MailFolder = Directory.CreateTempSubdirectory("solde-month-").FullName,
            Clock = clock,
        });
        return new Month(app, provider, clock, chance);
    }

    public async Task PlayAsync(int households)
    {
        Desk = await Desk.OpenAsync(App);
        await SettingsAsync();
        var courses = Enum.GetValues<Course>();
        for (var i = 0; i < households; i++)
            Households.Add(await Household.MoveInAsync(Desk, Provider, courses[i % courses.Length]));
        await App.DrainAsync();

        for (var day = 1; day <= Days; day++)
        {
            foreach (var household in Households)
                await household.LiveAsync(day);
            foreach (var hour in Hours)
                await StrikeAsync(hour);
            Authenticate();
        }
        await PutRightAsync();
    }

    public async Task<IReadOnlyList<string>> StandingsAsync()
    {
        var standings = new List<string>();
        foreach (var household in Households)
            standings.Add(await household.StandingAsync());
        return standings;
    }

    /// <summary>Everything that was told: kind, recipient and what it is about.</summary>
    public async Task<IReadOnlyList<string>> NoticesAsync()
    {
        var notices = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Desk.GetAsync("notifications?limit=200" + (cursor is null ? "" : "&cursor=" + cursor))).Expect(HttpStatusCode.OK);
            notices.AddRange(page["items"]!.AsArray().Select(
                item => $"{Text(item!["kind"])} {Text(item["recipient"]).Split('-')[0]} {Text(item["about"])}"));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return notices;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
    }

    private async Task StrikeAsync(int hour)
    {
        var today = Clock.GetUtcNow();
        var next = new DateTimeOffset(today.Year, today.Month, today.Day, hour, 0, 0, TimeSpan.Zero);
        Clock.Advance((next > today ? next : next.AddDays(1)) - today);
        Provider.OnDemand.SettleDue();
        await _post.DeliverAsync();
        await App.DrainAsync();
        Assert.Equal(HttpStatusCode.OK, await App.RunTimerAsync("FindDuePayments"));
        await App.DrainAsync();
        Assert.Equal(HttpStatusCode.OK, await App.RunTimerAsync("FindNights"));
        await App.DrainAsync();
        if (hour == Morning)
            await CorrectAsync();
    }

    /// <summary>The first work of a clerk's day: what the provider has otherwise is taken over.</summary>
    private async Task CorrectAsync()
    {
        var newest = (await Desk.ListAsync("payments/comparisons?limit=1"))[0]["id"]!.GetValue<string>();
        foreach (var finding in (await Desk.FindingsAsync(newest)).Where(finding => finding!["closedAt"] is null))
        {
            Findings++;
            (await Desk.CorrectAsync(newest, finding!)).Expect(HttpStatusCode.OK);
        }
        await App.DrainAsync();
    }

    /// <summary>Customers whom their bank wanted to see do what it asks, the evening of the day.</summary>
    private void Authenticate()
    {
        foreach (var intent in Provider.Objects.All("payment_intent").Where(intent => intent.Text("status") == "requires_action"))
            Provider.OnDemand.SucceedPayment(intent.Id());
    }

    private async Task PutRightAsync()
    {
        await _post.DeliverAllAsync();
        await App.DrainAsync();
        await StrikeAsync(Hours[0]);
        await StrikeAsync(Hours[1]);
        await StrikeAsync(Morning);
        await App.RunTimerAsync("ResendOutbox");
        await App.DrainAsync();
    }

    private async Task SettingsAsync()
    {
        (await Desk.SettingsAsync(new JsonObject
        {
            ["retries"] = new JsonObject { ["days"] = new JsonArray(3, 5, 7), ["hour"] = 10 },
            ["notificationAddresses"] = new JsonArray(new JsonObject
            {
                ["email"] = "office@example.org",
                ["language"] = "fr",
                ["kinds"] = new JsonArray([.. NoticeKinds.OfAddresses.Select(kind => JsonValue.Create(kind))]),
            }),
        })).Expect(HttpStatusCode.OK);
        (await Desk.PutAsync("organisations/current/administrators/admin", new JsonObject
        {
            ["name"] = "Admin",
            ["email"] = "admin@example.org",
            ["language"] = "nl",
            ["permissions"] = new JsonArray("payments.failed"),
            ["emails"] = new JsonArray([.. NoticeKinds.OfAdministrators.Select(kind => JsonValue.Create(kind))]),
        })).Expect(HttpStatusCode.OK);
    }
}
