using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Items;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Messaging;
using Solde.Tests.Accounts;

namespace Solde.Benchmarks.Accounts;

/// <summary>Journal entries as their rows hold them, made by the app's rules and its own commits.</summary>
internal static class StoredJournal
{
    private const string Organisation = "org-benchmark";

    private static readonly OrganisationProfile Profile = new(
        "Centre", "CAD", "America/Toronto", "en", 1,
        OrganisationSettings.Default with { Taxes = [new Tax("QST", "QST", 99_750), new Tax("GST", "GST", 50_000)] });

    private static readonly Dictionary<string, ItemTerms> NoItems = [];
    private static readonly string[] Categories = ["sales", "swimming", "judo", "camps", "fees"];
    private static readonly string[] Methods = ["cash", "cheque", "transfer"];

    /// <summary>Accounts of some dozens of operations: invoices with taxes, payments, credits and what is done with them.</summary>
    public static IReadOnlyList<string> Of(int entries)
    {
        var journal = new List<string>(entries);
        var random = new Random(1);
        while (journal.Count < entries)
            journal.AddRange(OfOneAccount(random, journal.Count).Take(entries - journal.Count));
        return journal;
    }

    private static IEnumerable<string> OfOneAccount(Random random, int made)
    {
        var account = UnreconciledAccount.Of([], []);
        var loaded = new LoadedRows();
        // All of them are one ledger here, so its numbers go on.
        loaded.Advance(made, null, []);
        for (var i = 0; i < 40; i++)
        {
            var at = new DateTimeOffset(2026, 1, 1, 15, 0, 0, TimeSpan.Zero).AddDays(random.Next(365));
            if (Draw(account, random, made + i, at) is not Decision<Account>.Changed changed)
                continue;
            var commit = new AggregateCommit<Account>("partition", loaded, account, changed, ACommand, at);
            loaded.Advance(loaded.Sequence + 1, null, commit.Documents);
            account = changed.After;
            yield return RowData.Read(commit.Actions.Single(action => action.Entity.RowKey == commit.JournalKey).Entity);
        }
    }

    private static Decision<Account> Draw(Account account, Random random, int number, DateTimeOffset at)
    {
        var (id, today) = ($"{Guid.CreateVersion7(at):N}", DateOnly.FromDateTime(at.Date));
        var amount = new Money(random.Next(1, 50_000), "CAD");
        return random.Next(20) switch
        {
            < 9 => IssueInvoice.Decide(
                account, "inv_" + id, new IssueInvoice.Request([Line(random), Line(random)], today), NoItems, Organisation, Profile, at),
            < 18 => RecordPayment.Decide(
                account, Payment("pay_" + id, Methods[number % 3], amount, at), Organisation, AllocationOrders.OldestDueFirst, today),
            18 => MakeCredit.Decide(
                account, Credit.New("crd_" + id, CreditKinds.Goodwill, amount, "Sorry for the cold water", today, at, [], null)),
            _ => ReconcileAccount.Decide(account, false, "org", AllocationOrders.OldestDueFirst, today),
        };
    }

    private static Payment Payment(string id, string method, Money amount, DateTimeOffset at) => new(
        id, method, amount, PaymentStates.Recorded, DateOnly.FromDateTime(at.Date), at, null, null, [], [], null);

    private static IssueInvoice.RequestLine Line(Random random) => new(
        "Swimming, Tuesdays", new Money(random.Next(1, 20_000), "CAD"), Category: Categories[random.Next(Categories.Length)],
        Taxes: random.Next(2) == 0 ? ["GST", "QST"] : null);

    private static Command ACommand => new()
    {
        Organisation = Organisation,
        Actor = "key:benchmark",
        Outgoing = new OutgoingMessages(),
        CancellationToken = CancellationToken.None,
    };
}
