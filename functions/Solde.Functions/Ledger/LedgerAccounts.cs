namespace Solde.Functions.Ledger;

/// <summary>The ledger accounts that money movements are posted to.</summary>
public static class LedgerAccounts
{
    public const string RevenuePrefix = "revenue:";
    public const string TaxPrefix = "tax:";
    public const string ReceiptsPrefix = "receipts:";
    public const string DisputesPrefix = "disputes:";
    public const string AdjustmentsPrefix = "adjustments:";

    /// <summary>What a purchasing group's charges are due to: its funds, its insurers, fees.</summary>
    public const string GroupPrefix = "group:";

    /// <summary>What the customer owes. Together with <see cref="CreditsOwed"/> its sum over an account's journal is the current balance.</summary>
    public const string Receivable = "receivable";

    /// <summary>What the organisation owes the customer by credit notes.</summary>
    public const string CreditsOwed = "credits_owed";

    /// <summary>Value on its way from one account of the organisation to another: nothing once it has come.</summary>
    public const string Transfers = "transfers";

    /// <summary>Where the value of vouchers comes from; less than nothing by all that was ever ordered.</summary>
    public const string VouchersIssued = "vouchers:issued";

    public const string VouchersAvailable = "vouchers:available";
    public const string VouchersAllocated = "vouchers:allocated";

    /// <summary>Reimbursement was asked for and has not come.</summary>
    public const string VouchersAsked = "vouchers:asked";

    public const string VouchersReimbursed = "vouchers:reimbursed";
    public const string VouchersExpired = "vouchers:expired";

    /// <summary>What the organisation gives up or takes back outside of invoices, by kind of credit note.</summary>
    public static string Adjustments(string kind) => AdjustmentsPrefix + kind;

    public static string Revenue(string category) => RevenuePrefix + category;

    /// <param name="part">What a charge is made of, such as <c>common_fund</c>.</param>
    public static string Group(string part) => GroupPrefix + part;

    public static string Tax(string code) => TaxPrefix + code;

    public static string Receipts(string method) => ReceiptsPrefix + method;

    /// <summary>Money received by a method that a customer's bank disputes: held by the provider, until it is won back or lost.</summary>
    public static string Disputes(string method) => DisputesPrefix + method;

    /// <summary>Revenue or a tax on it.</summary>
    public static bool IsCharge(string ledger) =>
        ledger.StartsWith(RevenuePrefix, StringComparison.Ordinal) || ledger.StartsWith(TaxPrefix, StringComparison.Ordinal);

    /// <summary>Money by some method, also while it is held: it is neither out nor in again before the dispute is decided.</summary>
    public static bool IsReceipt(string ledger) => ledger.StartsWith(ReceiptsPrefix, StringComparison.Ordinal) || IsDisputed(ledger);

    public static bool IsDisputed(string ledger) => ledger.StartsWith(DisputesPrefix, StringComparison.Ordinal);

    /// <summary>Given up or taken back, or on its way between two accounts.</summary>
    public static bool IsAdjustment(string ledger) =>
        ledger == Transfers || ledger.StartsWith(AdjustmentsPrefix, StringComparison.Ordinal);
}

/// <summary>Builds the postings of one money movement and refuses to let unbalanced ones through.</summary>
public static class Postings
{
    /// <exception cref="InvalidOperationException">Debits and credits differ: a bug in a rule.</exception>
    public static IReadOnlyList<Posting> Balanced(IEnumerable<Posting> postings)
    {
        var kept = postings.Where(posting => !posting.Amount.IsZero).ToArray();
        if (!AreBalanced(kept))
            throw new InvalidOperationException("Postings must add up to zero in each currency.");
        return kept;
    }

    public static bool AreBalanced(IReadOnlyList<Posting> postings) =>
        postings.GroupBy(
            posting => posting.Amount.Currency, StringComparer.Ordinal).All(group => group.Sum(posting => posting.Amount.Minor) == 0);

    /// <summary>The same movement the other way round.</summary>
    public static IReadOnlyList<Posting> Reversed(IReadOnlyList<Posting> postings) =>
        [.. postings.Select(posting => posting with { Amount = -posting.Amount })];
}
