using System.Net;
using System.Security.Cryptography;
using Solde.Benchmarks.Measuring;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Items;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Local.Azurite;
using Solde.Platform.Messaging;
using Solde.Tests.Harness;

namespace Solde.Benchmarks.Accounts;

/// <summary>
/// What one more invoice, payment and refund ask of the storage on an account of ten years and 5,000 operations, beside one that was
/// opened today. Counted, not timed: every run gives the same numbers.
/// </summary>
internal sealed class OldAccountBenchmark(Desk desk, TestClock clock)
{
    private const int Operations = 5_000;
    private const int Years = 10;

    private static readonly OrganisationProfile Profile = new("Centre", "CAD", "America/Toronto", "en", 1, OrganisationSettings.Default);

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        var clock = new TestClock(DateTimeOffset.UtcNow);
        await using var app = await SoldeTestApp.StartAsync(new SoldeTestSettings(azurite.ConnectionString)
        {
            TablePrefix = "b" + RandomNumberGenerator.GetHexString(8, lowercase: true),
            Clock = clock,
        });
        var desk = await Desk.OpenAsync(app);
        var count = new OldAccountBenchmark(desk, clock);
        var (young, old) = (await desk.AccountAsync(), await desk.AccountAsync());
        await count.GrowOldAsync(old);
        // The first command of all reads the organisation's settings.
        await desk.InvoiceAsync(await desk.AccountAsync(), 1);

        var (ofYoung, ofOld) = (await count.CountAsync(young), await count.CountAsync(old));
        foreach (var (what, calls) in ofOld)
            Console.WriteLine($"  one more {what} after {Operations:N0} operations: {calls}\n  {"after none: ",38}{ofYoung[what]}");
        foreach (var what in new[] { "invoice", "payment" })
        {
            if (ofOld[what] != ofYoung[what])
                throw new InvalidOperationException($"One more {what} costs more on an old account.");
        }
    }

    /// <summary>An invoice and the payment that settles it, again and again; now and then a refund, a credit and what it pays.</summary>
    private async Task GrowOldAsync(string account)
    {
        var made = 0;
        for (var i = 0; made < Operations; i++)
        {
            var at = clock.GetUtcNow().AddDays(-365.0 * Years * (Operations - made) / Operations);
            await OperateAsync(account, Invoice(at, 100_00));
            var payment = Payment(at, 100_00);
            await OperateAsync(account, Paid(payment));
            made += 2;
            if (i % 50 == 49)
            {
                await OperateAsync(account, Refund(payment, at));
                await OperateAsync(account, Paid(Payment(at, 100_00)));
                made += 2;
            }
            if (i % 50 == 24)
            {
                await OperateAsync(account, Credit(at, 10_00));
                await OperateAsync(account, Invoice(at, 10_00));
                await OperateAsync(account, Reconciled(Today(at)));
                made += 3;
            }
        }
    }

    /// <summary>Its messages are taken for consumed: what they leave behind is another partition's.</summary>
    private async Task OperateAsync(string account, Func<Account, Decision<Account>> rule)
    {
        var command = new Command
        {
            Organisation = desk.Organisation,
            Actor = "benchmark",
            Outgoing = new OutgoingMessages(),
            CancellationToken = CancellationToken.None,
        };
        var answer = await desk.App.Services.GetRequiredService<AggregateStore<Account>>().ChangeAsync(account, command, current =>
            rule(current) is Decision<Account>.Changed changed ? changed with { Announcements = [] } : rule(current));
        if (answer.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Kind.Code);
    }

    private async Task<Dictionary<string, string>> CountAsync(string account)
    {
        var calls = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["invoice"] = await CallsOfAsync(() => desk.InvoiceAsync(account, 100_00)),
            ["payment"] = await CallsOfAsync(() => desk.PayAsync(account, 100_00)),
        };
        var refund = await desk.RefundOfAsync(account, 100_00);
        calls["refund"] = await CallsOfAsync(async () =>
            (await desk.PostAsync($"accounts/{account}/refunds", refund)).Expect(HttpStatusCode.Accepted));
        return calls;
    }

    private static async Task<string> CallsOfAsync(Func<Task> work)
    {
        using var counter = new StorageCalls();
        await work();
        return string.Join(", ", counter.PerUnit(1).Select(call => $"{call.Value} {call.Key}"));
    }

    private Func<Account, Decision<Account>> Invoice(DateTimeOffset at, long minor)
    {
        var request = new IssueInvoice.Request([new IssueInvoice.RequestLine("Swimming", new Money(minor, "CAD"))], Today(at));
        return account => IssueInvoice.Decide(
            account, IdOf("inv", at), request, new Dictionary<string, ItemTerms>(), desk.Organisation, Profile, at);
    }

    private Func<Account, Decision<Account>> Paid(Payment payment) => account =>
        RecordPayment.Decide(account, payment, desk.Organisation, AllocationOrders.OldestDueFirst, payment.ReceivedOn);

    private static Func<Account, Decision<Account>> Reconciled(DateOnly today) =>
        account => ReconcileAccount.Decide(account, false, "org", AllocationOrders.OldestDueFirst, today);

    private Func<Account, Decision<Account>> Refund(Payment payment, DateTimeOffset at) => account =>
    {
        var draft = new RefundDraft(
            IdOf("ref", at), payment.Amount, RefundDraft.TotalOf(account) + payment.Amount, "Moved away", at, desk.Organisation);
        return RefundPayments.Decide(account, draft, [payment.Id], null, null);
    };

    private static Func<Account, Decision<Account>> Credit(DateTimeOffset at, long minor) => account => MakeCredit.Decide(
        account,
        Functions.Accounts.Credit.New(
            IdOf("crd", at), CreditKinds.Goodwill, new Money(minor, "CAD"), "Cold water", Today(at), at, [], null));

    private static Payment Payment(DateTimeOffset at, long minor) => new(
        IdOf("pay", at), "cash", new Money(minor, "CAD"), PaymentStates.Recorded, Today(at), at, null, null, [], [], null);

    private static DateOnly Today(DateTimeOffset at) => Profile.Calendar.Today(at);

    private static string IdOf(string prefix, DateTimeOffset at) => $"{prefix}_{Guid.CreateVersion7(at):N}";
}
