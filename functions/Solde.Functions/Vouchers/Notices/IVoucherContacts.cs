namespace Solde.Functions.Vouchers;

/// <summary>What notices need to know of vouchers: how to write to user and company, and what of.</summary>
internal interface IVoucherContacts
{
    /// <summary>Facts about those of these occasions that still hold, by one read of the wallet.</summary>
    /// <returns>Null where there is no such wallet.</returns>
    Task<WalletFacts?> FindWalletAsync(
        string organisation, string wallet, IReadOnlyList<VoucherOccasion> occasions, CancellationToken cancellation);

    /// <summary>Every name and e-mail that a wallet's user ever had: what notices to him, and about him, are known by.</summary>
    Task<IReadOnlySet<string>> FindNamesAsync(string organisation, string wallet, CancellationToken cancellation);

    Task<VoucherContact?> FindCompanyAsync(string organisation, string company, CancellationToken cancellation);
}

internal sealed record VoucherContact(string Name, string Email, string Language);

internal sealed record WalletFacts(VoucherContact User, IReadOnlyList<OccasionFacts> StillSo);

internal abstract record OccasionFacts(VoucherOccasion Occasion);

/// <param name="AnswerBy">The last day on which whoever is asked may answer before silence counts; null where it never does.</param>
/// <param name="Reason">Of the newest round, which is the contest or the correction where the occasion is one.</param>
internal sealed record ServiceFacts(
    VoucherOccasion Occasion,
    string Company,
    DateOnly PerformedOn,
    int Vouchers,
    int Allocated,
    int Missing,
    DateOnly? AnswerBy,
    string? Reason) : OccasionFacts(Occasion);

/// <param name="Count">Vouchers that are left, or that were when they expired.</param>
internal sealed record LotFacts(VoucherOccasion Occasion, int Count, DateOnly ExpiresOn) : OccasionFacts(Occasion);
