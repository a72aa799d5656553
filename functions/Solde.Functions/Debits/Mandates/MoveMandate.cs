using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What happens to a mandate by somebody's word: the member's, his bank's, or the organisation's (DEB-23).</summary>
internal static class MoveMandate
{
    /// <param name="On">When it happened; today unless given.</param>
    public sealed record Request(string? Reason = null, DateOnly? On = null);

    public static Task<Answer> Confirm(string group, string quota, string mandate, Request request, Command command, RuleDesk desk) =>
        MoveAsync(group, quota, mandate, MandateEvents.Confirmed, request, command, desk);

    public static Task<Answer> Refuse(string group, string quota, string mandate, Request request, Command command, RuleDesk desk) =>
        MoveAsync(group, quota, mandate, MandateEvents.Refused, request, command, desk);

    public static Task<Answer> Suspend(string group, string quota, string mandate, Request request, Command command, RuleDesk desk) =>
        MoveAsync(group, quota, mandate, MandateEvents.Suspended, request, command, desk);

    public static Task<Answer> Resume(string group, string quota, string mandate, Request request, Command command, RuleDesk desk) =>
        MoveAsync(group, quota, mandate, MandateEvents.Resumed, request, command, desk);

    public static Task<Answer> Cancel(string group, string quota, string mandate, Request request, Command command, RuleDesk desk) =>
        MoveAsync(group, quota, mandate, MandateEvents.Cancelled, request, command, desk);

    internal static Decision<Quota> Decide(Quota quota, string id, string what, Request request, Surroundings here)
    {
        if (quota.Mandate(id) is not { } mandate)
            return CommonRefusals.NotFound;
        if (MandateRule.Next(mandate.State, what) is null)
            return DebitRefusals.MandateState.With(mandate.State);
        var on = request.On ?? here.Today;
        if (on > here.Today)
            return DebitRefusals.NotYet;
        var moved = MandateRule.After(mandate, what, on);
        // His bank has not heard it: where the scheme has a word for it, the next run says it.
        if (what == MandateEvents.Cancelled && mandate.Scheme == MandateSchemes.Febraban)
            moved = moved with { WithdrawalAskedOn = on };
        var after = EndedMandate.Follow(quota.With(moved), moved, request.Reason ?? what, here);
        return new Decision<Quota>.Changed(
            after, new JournalNote(FactOf(what), request.Reason), View(moved, quota.NextETag), []);
    }

    private static async Task<Answer> MoveAsync(
        string group, string quota, string mandate, string what, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Day("on", request.On);
        // Whoever takes a consent away or lays it to rest says why; a "yes" needs no reason.
        if (what is MandateEvents.Confirmed or MandateEvents.Resumed)
            errors.Text("reason", request.Reason, FieldErrors.NoteLength, needed: false);
        else
            errors.Reason(request.Reason);
        return await desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, mandate, what, request, here));
    }

    private static string FactOf(string what) => what switch
    {
        MandateEvents.Confirmed => "MandateConfirmed",
        MandateEvents.Refused => "MandateRefused",
        MandateEvents.Suspended => "MandateSuspended",
        MandateEvents.Resumed => "MandateResumed",
        MandateEvents.Cancelled => "MandateCancelled",
        _ => throw new InvalidOperationException($"Nobody's word makes a mandate {what}."),
    };

    private static Answer View(Mandate mandate, string etag) => Answer.Ok(mandate, DebitsJson.Default.Mandate, etag);
}
