using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What banks in Brazil are told of mandates, in a file beside the debits (DEB-23): to enter one, to keep one, to end one. Pure.</summary>
internal static class MandateOrders
{
    /// <summary>Brazil's banks show it to the payer.</summary>
    private const string WithdrawalReason = "Cancelada pelo cliente";

    /// <summary>
    /// A run takes on what the quota owes its banks, and what it has taken on already and perhaps not written down. What another run has taken
    /// on is that run's.
    /// </summary>
    public static (Decision<Quota> Decision, IReadOnlyList<TakenLine> Lines) TakeOn(Quota quota, string run, Surroundings here)
    {
        var after = quota;
        var lines = new List<TakenLine>();
        foreach (var (index, mandate) in quota.Mandates.Index())
        {
            var task = mandate.OnItsWay;
            if ((task?.Kind ?? MandateRule.Owes(mandate)) is not { } kind || (task is not null && task.Run != run))
                continue;
            if (LineOf(quota, index + 1, mandate, kind, here) is not { } line)
                continue;
            lines.Add(task is null ? line : line with { Outlet = task.Outlet });
            if (task is null)
                after = after.With(mandate with { OnItsWay = new MandateTask(kind, run, line.Outlet, line.Order.LineId) });
        }
        return (
            ReferenceEquals(after, quota)
                ? new Decision<Quota>.Unchanged(Answer.NoContent)
                : new Decision<Quota>.Changed(after, new JournalNote("MandateLineTaken", run), Answer.NoContent, []),
            lines);
    }

    /// <summary>The file with the line is stored.</summary>
    public static Decision<Quota> Settle(Quota quota, TakenLine line, DateOnly on)
    {
        if (quota.Mandate(line.Mandate) is not { OnItsWay: { } task } mandate || task.LineId != line.Order.LineId)
            return new Decision<Quota>.Unchanged(Answer.NoContent);
        return new Decision<Quota>.Changed(
            quota.With(MandateRule.Sent(mandate, on)), new JournalNote("MandateLineSent", task.Run), Answer.NoContent, []);
    }

    /// <returns>Null where there is no agreement for it, or none that has such lines: then the member tells his bank himself.</returns>
    private static TakenLine? LineOf(Quota quota, int number, Mandate mandate, string kind, Surroundings here)
    {
        if (quota.BankAccount(mandate.BankAccount) is not { } account
            || ChargeRoute.AgreementFor(quota, account, here, here.Today) is not { Scheme: BankSchemes.Febraban } agreement)
            return null;
        var count = kind == DebitOrderKinds.KeepAlive ? mandate.KeepAlives + 1 : 1;
        var order = new DebitOrder(
            new MandateLine(kind, here.Group.Number, quota.Number, quota.Version, number, count).ToString(),
            kind,
            Money.Zero(agreement.Currency),
            here.Calendar.AddBankDays(here.Today, BankProfiles.Find(agreement.Profile)!.NoticeDays),
            account.Holder,
            ChargeRoute.InSchemesWords(account),
            mandate.Reference,
            TaxId: (account.TaxId ?? quota.Member.TaxId) is { } taxId ? string.Concat(taxId.Where(char.IsAsciiDigit)) : null,
            Statement: kind == DebitOrderKinds.Withdrawal ? WithdrawalReason : null);
        return BankFiles.Writer(agreement).Check(order) is null
            ? new TakenLine(quota.Group, quota.Id, mandate.Id, Outlets.Bank(agreement), order)
            : null;
    }
}

/// <summary>A line that a run has taken on, as it will stand in the file, the first time and again.</summary>
/// <param name="Mandate">Its id.</param>
internal sealed record TakenLine(string Group, string Quota, string Mandate, string Outlet, DebitOrder Order);
