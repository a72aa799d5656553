using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The user is there after all: what is encoded from now on waits as usual. A delay that was lengthened stays as long.</summary>
internal static class RemoveAbsence
{
    public static Task<Answer> Handle(string wallet, string absence, Command command, AggregateStore<Wallet> wallets) =>
        wallets.ChangeAsync(wallet, command, current => Decide(current, absence));

    internal static Decision<Wallet> Decide(Wallet wallet, string absence)
    {
        if (wallet.Head is not { } head || head.Absences.All(known => known.Id != absence))
            return CommonRefusals.NotFound;
        var after = wallet with { Head = head with { Absences = [.. head.Absences.Where(known => known.Id != absence)] } };
        return new Decision<Wallet>.Changed(after, new JournalNote("AbsenceRemoved"), Answer.NoContent, []);
    }
}
