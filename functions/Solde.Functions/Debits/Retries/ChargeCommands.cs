using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>One command of a person's on one charge. It loses no update: whoever is late decides again.</summary>
internal sealed class ChargeCommands(ChargeStore charges, RetryDays retries)
{
    private const int MaxAttempts = 20;

    /// <param name="decide">Pure. The charge itself where there is nothing to do.</param>
    public async Task<Answer> ChangeAsync(
        string group,
        string quota,
        string month,
        Command command,
        string fact,
        string reason,
        Func<Charge, (Charge? After, Refusal? Refusal)> decide)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await charges.EarlierAnswerAsync(month, group, command) is { } earlier)
                return earlier;
            if (await charges.FindAsync(command.Organisation, month, group, quota, command.CancellationToken) is not { } charge)
                return CommonRefusals.NotFound;
            if (charge.ErasedBy is not null)
                return CommonRefusals.Erased;
            var (after, refusal) = decide(charge);
            if (refusal is not null)
                return refusal;
            var answer = Answer.Ok(ChargeView.Of(after!, command.Language), DebitsJson.Default.ChargeView);
            // The day before the charge that names it: a row too many is dropped when it is looked at.
            await retries.PutAsync(command.Organisation, [after!], command.CancellationToken);
            var note = new ChargeNote(command.Actor, fact, charge.Newest.LineId, reason);
            if (ReferenceEquals(after, charge) || await charges.ChangeAsync(charge, after!, note, command, answer))
                return answer;
        }
        throw new AggregateBusyException();
    }
}
