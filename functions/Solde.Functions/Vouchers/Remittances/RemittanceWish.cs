using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>What a remittance shall ask for, in parts that a transaction of a wallet holds. Written once.</summary>
internal sealed record RemittanceWish(IReadOnlyList<WishedPart> Parts)
{
    public const int MaxServices = 1_000;

    /// <summary>Each is a row and a message of the wallet's transaction, and what is taken up of all fits a row of the company.</summary>
    private const int ServicesOfPart = 20;

    public static RemittanceWish Of(IEnumerable<ServiceName> services) => new(
    [
        .. services
            .GroupBy(service => service.Wallet, StringComparer.Ordinal)
            .SelectMany(group => group
                .Select(service => service.Service)
                .Distinct(StringComparer.Ordinal)
                .Chunk(ServicesOfPart)
                .Select(some => new WishedPart(group.Key, some))),
    ]);
}

internal sealed record WishedPart(string Wallet, IReadOnlyList<string> Services);

internal sealed record ServiceName(string Wallet, string Service);

/// <summary>What a wallet gave for one part of a wish.</summary>
/// <param name="Services">Those of which vouchers were taken up.</param>
/// <param name="ReimbursedAt">When the wallet knew of it.</param>
internal sealed record TakenPart(string Wallet, IReadOnlyList<TakenService> Services, DateTimeOffset? ReimbursedAt = null)
{
    public static string KeyOf(string remittance, int part) => $"{remittance}|{part:D4}";
}

internal sealed record TakenService(string Service, int Vouchers, Money Amount, IReadOnlyList<VoucherRun> Runs);
