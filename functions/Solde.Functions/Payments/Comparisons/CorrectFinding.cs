using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;

namespace Solde.Functions.Payments;

/// <summary>
/// Puts a finding right: the provider's word, as it is now, is applied to our payment or refund, by the same rules as its events. What is
/// missing on a side cannot be invented, and another amount not be chosen: that is for a person. A repeated request finds both sides
/// agreeing, so a crash after the word was applied leaves only the closing to do.
/// </summary>
internal static class CorrectFinding
{
    public static async Task<Answer> Handle(
        string comparison,
        string finding,
        Command command,
        AggregateStore<Finding> findings,
        ComparisonIndex index,
        BothSides sides,
        IReceivables receivables,
        IRefunds refunds,
        TimeProvider clock)
    {
        if (!await index.HasFoundAsync(command.Organisation, comparison, finding, command.CancellationToken))
            return CommonRefusals.NotFound;
        if (await findings.EarlierAnswerAsync(finding, command) is { } earlier)
            return earlier;
        var content = (await findings.ReadAsync(command.Organisation, finding, command.CancellationToken)).Content!;
        if (content.ClosedAt is null)
        {
            var (ours, theirs) = await sides.OfAsync(command.Organisation, content, command.CancellationToken);
            var kind = ComparisonRule.Of(ours, theirs, clock.GetUtcNow());
            if (kind == FindingKinds.StateDiffers)
            {
                await ApplyAsync(content.About, theirs!.Id, command, sides, receivables, refunds, clock.GetUtcNow());
                (ours, theirs) = await sides.OfAsync(command.Organisation, content, command.CancellationToken);
                kind = ComparisonRule.Of(ours, theirs, clock.GetUtcNow());
            }
            if (kind is not null)
                return PaymentRefusals.FindingNeedsPerson.With(kind);
        }
        var answer = await findings.ChangeAsync(finding, command, known => FindingRule.Close(known, command.Actor, clock.GetUtcNow()));
        await index.ClosedAsync(command.Organisation, finding, command.CancellationToken);
        return answer;
    }

    private static async Task ApplyAsync(
        OnlineMovement about,
        string id,
        Command command,
        BothSides sides,
        IReceivables receivables,
        IRefunds refunds,
        DateTimeOffset now)
    {
        // The caller's key is kept with the finding; the account knows the same word twice as once by itself.
        var applying = command with { IdempotencyKey = null };
        if (about.Payment is { } payment)
        {
            if (await sides.IntentAsync(id, command.CancellationToken) is { } intent && StripeOutcomes.Of(intent, now, isCurrent: true) is { } outcome)
                await receivables.ApplyOutcomeAsync(about.Account, payment, outcome, applying);
        }
        else if (await sides.RefundAsync(id, command.CancellationToken) is { } refund)
        {
            await refunds.ApplyWordAsync(
                new RefundPartKey(command.Organisation, about.Account, about.Refund!, about.Part!), StripeRefunds.WordOf(refund, now), applying);
        }
    }
}
