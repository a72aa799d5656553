using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>A credit note for the file's invoice: the account takes it back, and the file is free again (CLM-10).</summary>
internal static class MakeClaimCreditNote
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string claim,
        Request request,
        Command command,
        AggregateStore<ClaimFile> files,
        ClaimCreditNotes notes,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return await files.RefusedAsync(claim, command, errors.ToRefusal());
        var now = clock.GetUtcNow();
        var note = IdempotencyKey.NewId("crd");
        var answer = await files.ChangeAsync(
            claim, command, file => Decide(file, note, request.Reason!, command.IfMatch, command.Organisation, now));
        return await notes.SettledAsync(claim, answer, command);
    }

    internal static Decision<ClaimFile> Decide(
        ClaimFile file, string note, string reason, string? ifMatch, string organisation, DateTimeOffset now)
    {
        var (head, refusal) = ClaimAct.Apply(file, ClaimEvents.CreditNoteMade, ifMatch, now);
        if (head is null)
            return refusal!;
        var after = file.With(head with { Document = head.Document! with { CreditNote = note, Reason = reason } });
        return new Decision<ClaimFile>.Changed(
            after,
            new JournalNote("CreditNoteMade", reason),
            ClaimAct.ViewOf(after),
            ClaimCreditNotes.Announcements(organisation, after.Id, after.Head!.Document!));
    }
}
