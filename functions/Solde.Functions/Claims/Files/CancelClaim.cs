using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>Cancels a file by hand, only while it is not used in a sales document (CLM-11).</summary>
internal static class CancelClaim
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string claim, Request request, Command command, AggregateStore<ClaimFile> files, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return await files.RefusedAsync(claim, command, errors.ToRefusal());
        var now = clock.GetUtcNow();
        return await files.ChangeAsync(claim, command, file => Decide(file, request.Reason!, command.IfMatch, now));
    }

    internal static Decision<ClaimFile> Decide(ClaimFile file, string reason, string? ifMatch, DateTimeOffset now)
    {
        if (file.State == ClaimStates.Cancelled)
            return new Decision<ClaimFile>.Unchanged(ClaimAct.ViewOf(file));
        var (head, refusal) = ClaimAct.Apply(file, ClaimEvents.CancelByHand, ifMatch, now);
        if (head is null)
            return refusal!;
        var after = file.With(head);
        return new Decision<ClaimFile>.Changed(after, new JournalNote("ClaimCancelled", reason), ClaimAct.ViewOf(after), []);
    }
}
