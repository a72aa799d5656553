using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <param name="Available">Vouchers that can be allocated today.</param>
/// <param name="Expired">Those whose last day is over.</param>
/// <param name="InValidation">Services.</param>
/// <param name="Waiting">Services that are validated and lack vouchers.</param>
/// <param name="Missing">The vouchers that these lack.</param>
internal sealed record WalletView(
    string Id,
    string Name,
    string Email,
    string Language,
    string? Region,
    int? ConfirmationDays,
    IReadOnlyList<Absence> Absences,
    long Available,
    Money AvailableValue,
    long Allocated,
    long Expired,
    int InValidation,
    int Waiting,
    int Missing,
    DateTimeOffset OpenedAt)
{
    public static WalletView Of(Wallet wallet, DateOnly today)
    {
        var head = wallet.Head!;
        var good = wallet.Lots.Values.Where(lot => lot.IsOpen && lot.IsGoodOn(today)).ToArray();
        var available = good.Sum(lot => (long)lot.Left);
        var waiting = (wallet.Queue ?? WaitingServices.None).Services;
        return new(
            wallet.Id,
            head.User.Name,
            head.User.Email,
            head.User.Language,
            head.Region,
            head.ConfirmationDays,
            head.Absences,
            available,
            good.Aggregate(Money.Zero(head.Currency), (sum, lot) => sum + lot.ValueOf(lot.Left)),
            head.Counts.Allocated,
            // Those of a lot that the timer has not come to are over, too.
            head.Counts.Ordered - head.Counts.Allocated - available,
            wallet.Services.Values.Count(service => service.IsInValidation),
            waiting.Count,
            waiting.Values.Sum(service => service.Missing),
            head.OpenedAt);
    }
}
