using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What a bank says of a mandate (DEB-21, DEB-23): found by the reference that it was given, without an index.</summary>
internal sealed class MandateAnswers(RuleDesk desk, ListedLines listed)
{
    private const string ByTheBank = "by_the_bank";

    public async Task ApplyAsync(ReturnWork work, PlacedLine line, CancellationToken cancellation)
    {
        if (await FaultAsync(work, line, cancellation) is not { } why)
        {
            work.Tally.Applied(line.Line, isListed: false);
            return;
        }
        await listed.PutAsync(work.Run.Organisation, work.File, [ListedLine.Of(line, why)], cancellation);
        work.Tally.Listed();
    }

    private async Task<string?> FaultAsync(ReturnWork work, PlacedLine line, CancellationToken cancellation)
    {
        if (MandateReference.Find(line.Line.MandateReference) is not { } reference
            || !work.Groups.TryGetValue(reference.Group, out var group))
            return ListedReasons.UnknownMandate;
        if (line.Line.Mandate!.Effect == MandateEffects.Answered)
            return ListedReasons.BanksWords;
        var command = new Command
        {
            Organisation = work.Run.Organisation,
            Actor = $"return file {work.File}",
            Outgoing = new(),
            CancellationToken = cancellation,
        };
        string? why = null;
        var answer = await desk.ChangeAsync(
            group,
            Quota.IdOf(reference.Number, reference.Version),
            command,
            new FieldErrors(),
            (quota, here) =>
            {
                var (decision, fault) = Decide(quota, line.Line, here);
                why = fault;
                return decision;
            });
        return answer.Refusal is null ? why : ListedReasons.UnknownMandate;
    }

    /// <returns>With the reason for a person to look at it, where it could not be done.</returns>
    internal static (Decision<Quota> Decision, string? Why) Decide(Quota quota, ReturnedLine line, Surroundings here)
    {
        if (quota.Mandates.FirstOrDefault(known => known.Reference == line.MandateReference) is not { } mandate)
            return (CommonRefusals.NotFound, null);
        var answer = line.Mandate!;
        var on = line.Date is { } date && date <= here.Today ? date : here.Today;
        var what = answer.Effect switch
        {
            MandateEffects.Activated or MandateEffects.AlreadyActive => MandateEvents.Confirmed,
            MandateEffects.Refused => MandateEvents.Refused,
            MandateEffects.Cancelled => MandateEvents.Cancelled,
            _ => null,
        };
        if (what is null)
        {
            var used = MandateRule.Used(mandate, on);
            return (used == mandate ? Nothing() : Changed(quota.With(used), "MandateKeptAlive"), null);
        }
        var after = what == MandateEvents.Confirmed ? OnAccount(quota, mandate, answer.Account) : quota;
        if (IsSo(mandate, what))
            return (ReferenceEquals(after, quota) ? Nothing() : Changed(after, "MandateAccountChanged"), null);
        if (MandateRule.Next(mandate.State, what) is null)
            return (Nothing(), ListedReasons.MandateState);
        var moved = MandateRule.After(mandate, what, on);
        return (Changed(EndedMandate.Follow(after.With(moved), moved, ByTheBank, here), FactOf(what)), null);
    }

    /// <summary>The bank says what is so already.</summary>
    private static bool IsSo(Mandate mandate, string what) => what switch
    {
        MandateEvents.Confirmed => mandate.State is MandateStates.Active or MandateStates.Suspended,
        MandateEvents.Refused => mandate.State == MandateStates.Refused,
        _ => mandate.State is MandateStates.Cancelled or MandateStates.Expired,
    };

    /// <summary>The bank may hold the mandate on another account than the member named: the bank's word counts. Zeros in front are fill.</summary>
    private static Quota OnAccount(Quota quota, Mandate mandate, BankAccount? said)
    {
        var known = quota.BankAccount(mandate.BankAccount);
        if (known is null || said is null || Digits(said.Number).Length == 0)
            return quota;
        var branch = said.Branch is { Length: > 0 } other ? other : known.Branch;
        if (Digits(said.Number) == Digits(known.Number) && Digits(branch ?? "") == Digits(known.Branch ?? ""))
            return quota;
        var moved = known with { Number = said.Number, Branch = branch };
        return quota with { BankAccounts = [.. quota.BankAccounts.Select(account => account.Id == known.Id ? moved : account)] };
    }

    private static string Digits(string number) => new string([.. number.Where(char.IsAsciiLetterOrDigit)]).TrimStart('0');

    private static string FactOf(string what) => what switch
    {
        MandateEvents.Confirmed => "MandateConfirmed",
        MandateEvents.Refused => "MandateRefused",
        _ => "MandateCancelled",
    };

    private static Decision<Quota> Nothing() => new Decision<Quota>.Unchanged(Answer.NoContent);

    private static Decision<Quota> Changed(Quota quota, string fact) =>
        new Decision<Quota>.Changed(quota, new JournalNote(fact, ByTheBank), Answer.NoContent, []);
}
