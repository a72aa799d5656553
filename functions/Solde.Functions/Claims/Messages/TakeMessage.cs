using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>
/// What a network's message does to its file, by <see cref="ClaimTable"/>. The number makes it idempotent (CLM-15); a late one is applied
/// like any other, and everything is journaled.
/// </summary>
internal static class TakeMessage
{
    /// <param name="Claim">The file that it is in.</param>
    /// <param name="State">The file's, after it.</param>
    /// <param name="IsRepeated">It was known, and changed nothing.</param>
    public sealed record View(string Claim, string Message, string State, bool IsRepeated);

    /// <param name="raw">The name of the copy as it came.</param>
    internal static Decision<ClaimFile> Decide(
        ClaimFile file, NetworkMessage message, string network, string raw, string organisation, DateTimeOffset now)
    {
        var key = ClaimFile.KeyOf(message.Number);
        if (file.HasNotRead(key))
            return new Decision<ClaimFile>.NeedsRows([ClaimFile.MessageRow(key)]);
        if (file.Messages.GetValueOrDefault(key) is { } known)
        {
            return known.Print == message.Print
                ? new Decision<ClaimFile>.Unchanged(ViewOf(file, key, isRepeated: true))
                : ClaimRefusals.NumberReused.With(message.Number);
        }
        return message.Event is { } happened
            ? Applied(file, message, happened, network, raw, organisation, now)
            : Acknowledged(file, message, raw, now);
    }

    private static Decision<ClaimFile>.Changed Applied(
        ClaimFile file, NetworkMessage message, string happened, string network, string raw, string organisation, DateTimeOffset now)
    {
        var rule = ClaimTable.RuleOf(file.State, happened, FactsOf(file, message, happened));
        var before = file.State;
        var head = Told(file.Head ?? New(message, network, now), message);
        if (rule.Outcome.State is { } state && state != before)
            head = head.In(state, now);
        if (head.State == ClaimStates.Completed && before != ClaimStates.Completed)
            head = head with { End = new ClaimEnd(happened, message.Number, message.DatedAt) };
        if (rule.Outcome.Warns)
            head = head.With(new ClaimWarning(message.Number, message.Label, message.Note, now));
        if (happened == ClaimEvents.PaymentNotice && message.Amount is { } amount)
            head = head.With(new ClaimPayment(ClaimFile.KeyOf(message.Number), amount, DateOnly.FromDateTime(message.DatedAt.UtcDateTime)));
        var after = file.With(head.Next()).With(Kept(message, raw, before, head.State, rule.Why, now));
        return new Decision<ClaimFile>.Changed(
            after,
            new JournalNote("MessageTaken", message.Label),
            ViewOf(after, ClaimFile.KeyOf(message.Number), isRepeated: false),
            SettleClaimPayments.Announcements(organisation, after));
    }

    /// <summary>The network has what we sent (CLM-18). The file stays as it is.</summary>
    private static Decision<ClaimFile> Acknowledged(ClaimFile file, NetworkMessage message, string raw, DateTimeOffset now)
    {
        if (file.Sent.GetValueOrDefault(message.Acknowledges!) is not { } sent)
            return ClaimRefusals.NothingToAcknowledge.With(message.Acknowledges!);
        var after = file
            .With(file.Head!.Next())
            .With(sent with { AcknowledgedAt = sent.AcknowledgedAt ?? now })
            .With(Kept(message, raw, file.State, file.State, null, now));
        return new Decision<ClaimFile>.Changed(
            after,
            new JournalNote("SendingAcknowledged", sent.Name),
            ViewOf(after, ClaimFile.KeyOf(message.Number), isRepeated: false),
            []);
    }

    /// <summary>A notice dated after the end is a new assignment and not a late message; one that was paid stays what it is.</summary>
    private static ClaimFacts FactsOf(ClaimFile file, NetworkMessage message, string happened) => new(
        file.Use,
        happened is ClaimEvents.Notice or ClaimEvents.FollowUp54
            && file.Head?.End is { } end
            && end.Reason != ClaimEvents.PaymentNotice
            && message.DatedAt > end.DatedAt);

    private static ClaimHead New(NetworkMessage message, string network, DateTimeOffset now) => new(
        network,
        message.Claim,
        null,
        null,
        ClaimStates.NoFile,
        now,
        now,
        DateTimeOffset.MinValue,
        Turn: 0,
        Version: 0,
        null,
        null,
        [],
        [],
        null);

    private static ClaimHead Told(ClaimHead head, NetworkMessage message) => message.DatedAt >= head.ToldAt
        ? head with
        {
            Insurer = message.Insurer ?? head.Insurer,
            Registration = message.Registration ?? head.Registration,
            ToldAt = message.DatedAt,
        }
        : head with { Insurer = head.Insurer ?? message.Insurer, Registration = head.Registration ?? message.Registration };

    private static ClaimMessage Kept(NetworkMessage message, string raw, string before, string after, string? rule, DateTimeOffset now) => new(
        message.Number,
        message.Kind,
        message.Label,
        message.Event,
        message.DatedAt,
        now,
        message.Amount,
        message.Note,
        raw,
        message.Print,
        before,
        after,
        rule);

    private static Answer ViewOf(ClaimFile file, string key, bool isRepeated) =>
        Answer.Ok(new View(file.Id, key, file.State, isRepeated), ClaimsJson.Default.TakeMessageView);
}
