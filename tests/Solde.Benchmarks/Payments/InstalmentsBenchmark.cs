using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Solde.Benchmarks.Host;
using Solde.Functions.Accounts;
using Solde.Functions.Insurance;
using Solde.Functions.Payments;
using Solde.Local.Azurite;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;

namespace Solde.Benchmarks.Payments;

/// <summary>
/// A day on which many instalments fall due: the timer finds them, the app, in a process of its own, charges them through the limiter at
/// the provider's sandbox and is killed with -9 on the way. Each must be charged once, at the limiter's rate. Receipts, lists and the
/// provider's own messages are left for afterwards, since they share two cores and one Azurite with the charges here.
/// </summary>
internal static class InstalmentsBenchmark
{
    private const int PerSecond = 50;
    private const double Needed = 0.95;
    private const int AtOnce = 24;
    private const long Minor = 2_500;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);

    public static async Task RunAsync()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("SOLDE_INSTALMENTS") ?? "10000", CultureInfo.InvariantCulture);
        using var patience = new CancellationTokenSource(Patience);
        var mail = Directory.CreateTempSubdirectory("solde-instalments-").FullName;
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        await using var provider = await ProviderSandbox.StartAsync(new ProviderSandboxOptions { DeliverAutomatically = false });
        var settings = new SoldeTestSettings(azurite.ConnectionString)
        {
            TablePrefix = "b" + RandomNumberGenerator.GetHexString(8, lowercase: true),
            Provider = provider.BaseAddress,
            MailFolder = mail,
            More = new Dictionary<string, string> { ["Stripe:WritesPerSecond"] = PerSecond.ToString(CultureInfo.InvariantCulture) },
        };
        var accounts = await PrepareAsync(settings, count);

        using var host = new MessageHost(
            Solde.Functions.SoldeApp.CreateBuilder(settings.ToArguments()).Functions,
            [Queues.Payments, Queues.Accounts, PaymentQueues.ProviderEvents, Queues.Notifications, Queues.Partners, InsuranceQueue.Insurance]);
        using var stop = new CancellationTokenSource();
        var working = host.RunAsync(AtOnce, stop.Token);
        var (rate, app) = await ChargeAsync(host, settings, provider, count, patience.Token);
        using var last = app;
        var ratio = rate / PerSecond;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {count} instalments, killed once: {rate:0.0}/s of {PerSecond}/s   ratio {ratio:0.00} (needs {Needed}: {(ratio >= Needed ? "reached" : "MISSED")})"));

        var followUps = await FollowUpAsync(host, provider, patience.Token);
        await stop.CancelAsync();
        await working;
        CheckCharges(provider, accounts);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    each charged once; {host.Redelivered} messages delivered again; the provider's events, lists and {Directory.GetFiles(mail).Length} receipts after it took {followUps.TotalSeconds:0} s"));
        Directory.Delete(mail, recursive: true);
    }

    private static async Task<IReadOnlyList<string>> PrepareAsync(SoldeTestSettings settings, int count)
    {
        await using var app = await SoldeTestApp.StartAsync(settings);
        var desk = await Desk.OpenAsync(app);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, Minor);
        var card = await desk.SaveCardAsync(account);
        await desk.PlanAsync(account, Minor, new JsonObject { ["every"] = "month", ["parts"] = 1, ["paymentMethod"] = card }, invoice);
        await app.DrainAsync();
        var tables = app.Services.GetRequiredService<Solde.Platform.Storage.TableServiceClient>();
        return await new DueAccounts(tables, desk.Organisation, account).MakeAsync(count);
    }

    /// <returns>Charges a second, from the first to the last, and the app that is there after it.</returns>
    private static async Task<(double Rate, StartedApp App)> ChargeAsync(
        MessageHost host, SoldeTestSettings settings, ProviderSandbox provider, int count, CancellationToken patience)
    {
        var app = await StartAsync(settings);
        host.App = app.Address;
        await host.RunTimerAsync(nameof(FindDuePayments));
        var clock = Stopwatch.StartNew();
        (TimeSpan At, int Made)? first = null;
        var (made, isKilled) = (0, false);
        while (made < count)
        {
            await Task.Delay(BetweenLooks, patience);
            made = provider.Objects.Count("payment_intent");
            if (made > 0)
                first ??= (clock.Elapsed, made);
            if (isKilled || made <= count / 3)
                continue;
            isKilled = true;
            app.Dispose();
            app = await StartAsync(settings);
            host.App = app.Address;
        }
        return ((made - first!.Value.Made) / (clock.Elapsed - first.Value.At).TotalSeconds, app);
    }

    private static async Task<TimeSpan> FollowUpAsync(MessageHost host, ProviderSandbox provider, CancellationToken patience)
    {
        var clock = Stopwatch.StartNew();
        foreach (var told in provider.Objects.All("event"))
            host.Send(PaymentQueues.ProviderEvents, told.ToJsonString());
        while (!host.IsIdle)
            await Task.Delay(BetweenLooks, patience);
        return clock.Elapsed;
    }

    private static Task<StartedApp> StartAsync(SoldeTestSettings settings) => StartedApp.StartAsync(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "Solde.Functions.dll"), .. settings.ToArguments(), "--Logging:LogLevel:Default=Error"]);

    /// <summary>None forgotten, none twice, by the provider's own books.</summary>
    private static void CheckCharges(ProviderSandbox provider, IReadOnlyList<string> accounts)
    {
        var charged = provider.Objects.All("payment_intent")
            .Where(intent => intent["status"]!.GetValue<string>() == "succeeded")
            .CountBy(intent => intent["metadata"]!["account"]!.GetValue<string>(), StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var wrong = accounts.Where(account => charged.GetValueOrDefault(account) != 1).ToArray();
        if (wrong.Length > 0)
            throw new InvalidOperationException($"{wrong.Length} accounts were not charged once, such as {wrong[0]}: {charged.GetValueOrDefault(wrong[0])} times.");
    }
}
