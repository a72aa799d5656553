namespace Solde.Functions.Debits;

/// <param name="BankAccounts">Their numbers are masked.</param>
/// <param name="Claim">The claim that cancelled its insurance; null for none.</param>
/// <param name="GivesBack">What is left to give back of a cancelled or ended quota; null where that was never said.</param>
/// <param name="Withheld">What was kept of it: the reducer once, the permanence fee each month.</param>
internal sealed record QuotaView(
    string Id,
    string Group,
    int Number,
    int Version,
    Member Member,
    Ledger.Money Credit,
    string State,
    DateTimeOffset AddedAt,
    IReadOnlyList<BankAccountView> BankAccounts,
    IReadOnlyList<Mandate> Mandates,
    InsuranceClaim? Claim,
    Ledger.Money? GivesBack,
    IReadOnlyList<Withheld> Withheld)
{
    public static QuotaView Of(Quota quota) => new(
        quota.Id,
        quota.Group,
        quota.Number,
        quota.Version,
        quota.Member,
        quota.Credit,
        quota.State,
        quota.AddedAt,
        [.. quota.BankAccounts.Select(BankAccountView.Of)],
        quota.Mandates,
        quota.Claim,
        quota.GivesBack,
        quota.Withheld);
}

/// <summary>A quota among those of its group.</summary>
internal sealed record ListedQuota(
    string Id, int Number, int Version, string MemberName, string? Account, Ledger.Money Credit, string State, DateTimeOffset AddedAt)
{
    public static ListedQuota Of(Quota quota) => new(
        quota.Id, quota.Number, quota.Version, quota.Member.Name, quota.Member.Account, quota.Credit, quota.State, quota.AddedAt);
}

internal sealed record AddedQuotas(IReadOnlyList<ListedQuota> Items);
