using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What one entry of the journal did to an account's money, and the balance after it (BIL-28).</summary>
/// <param name="Sequence">The journal entry's number.</param>
/// <param name="On">The day it was booked, in the organisation's time zone.</param>
/// <param name="Documents">The invoices, payments, credits and refunds that it made or changed.</param>
/// <param name="Charged">Invoiced, less what was cancelled.</param>
/// <param name="Received">Came in, less what went back.</param>
/// <param name="Credited">Given up in the customer's favour: credit notes and write-offs, less those voided or moved away.</param>
/// <param name="Balance">After it: owed above zero, in the customer's favour below.</param>
internal sealed record Operation(
    long Sequence,
    DateTimeOffset At,
    DateOnly On,
    string Action,
    string? Reason,
    IReadOnlyList<string> Documents,
    Money Charged,
    Money Received,
    Money Credited,
    Money Balance)
{
    public const string Charge = "charge";
    public const string Receipt = "receipt";
    public const string CreditNote = "credit";

    public static readonly IReadOnlyList<string> Kinds = [Charge, Receipt, CreditNote];

    private static readonly IReadOnlyList<string> DocumentPrefixes = ["invoice|", "payment|", "credit|", "refund|"];

    /// <summary>What an entry adds to the balance.</summary>
    public static Money EffectOf(JournalEntry entry, string currency) => Sum(
        entry, currency, ledger => ledger is LedgerAccounts.Receivable or LedgerAccounts.CreditsOwed);

    /// <summary>Null where it moved no money, or only from one side of the account to the other, or from the receipts to what is held.</summary>
    public static Operation? Of(JournalEntry entry, Money balance, BusinessCalendar calendar)
    {
        if (entry.Postings.All(posting => posting.Ledger is LedgerAccounts.Receivable or LedgerAccounts.CreditsOwed)
            || entry.Postings.All(posting => LedgerAccounts.IsReceipt(posting.Ledger)))
            return null;
        return new Operation(
            entry.Sequence,
            entry.At,
            calendar.Today(entry.At),
            entry.Action,
            entry.Reason,
            DocumentsOf(entry),
            -Sum(entry, balance.Currency, LedgerAccounts.IsCharge),
            Sum(entry, balance.Currency, LedgerAccounts.IsReceipt),
            Sum(entry, balance.Currency, LedgerAccounts.IsAdjustment),
            balance);
    }

    public bool Is(string kind) => kind switch
    {
        Charge => !Charged.IsZero,
        Receipt => !Received.IsZero,
        _ => !Credited.IsZero,
    };

    private static Money Sum(JournalEntry entry, string currency, Func<string, bool> isMeant) => entry.Postings
        .Where(posting => isMeant(posting.Ledger))
        .Aggregate(Money.Zero(currency), (sum, posting) => sum + posting.Amount);

    private static IReadOnlyList<string> DocumentsOf(JournalEntry entry) =>
    [
        .. entry.Changes.Select(change => change.Path.Split('.', '[')[0])
            .Where(name => DocumentPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(name => name[(name.IndexOf('|') + 1)..])
            .Distinct(),
    ];
}
