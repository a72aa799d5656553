namespace Solde.Functions.Ledger;

/// <summary>The ledger accounts that money movements are posted to.</summary>
public static class LedgerAccounts
{
    /// <summary>What the customer owes. Together with <see cref="CreditsOwed"/> its sum over an account's journal is the current balance.</summary>
    public const string Receivable = "receivable";

    /// <summary>What the organisation owes the customer by credit notes.</summary>
    public const string CreditsOwed = "credits_owed";

    /// <summary>Value on its way from one account of the organisation to another: nothing once it has come.</summary>
    public const string Transfers = "transfers";

    /// <summary>What the organisation gives up or takes back outside of invoices, by kind of credit note.</summary>
    public static string Adjustments(string kind) => "adjustments:" + kind;

    public static string Revenue(string category) => "revenue:" + category;

    public static string Tax(string code) => "tax:" + code;

    public static string Receipts(string method) => "receipts:" + method;
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
