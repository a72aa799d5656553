using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>
/// Deletes the credit note of the file's invoice: the invoice is due again and the file integrated, also where it was cancelled in between
/// (CLM-10). Only as long as nothing was done with its credit.
/// </summary>
internal static class DeleteClaimCreditNote
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string claim,
        Request request,
        Command command,
        AggregateStore<ClaimFile> files,
        ICreditNotes accounts,
        ClaimCreditNotes notes,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return await files.RefusedAsync(claim, command, errors.ToRefusal());
        var found = await files.ReadAsync(command.Organisation, claim, command.CancellationToken);
        if (found.Head?.Document is { CreditNote: { } note } document
            && !await accounts.CanBeDeletedAsync(
                command.Organisation, document.Account!, document.Invoice!, note, command.CancellationToken))
            return await files.RefusedAsync(claim, command, ClaimRefusals.CreditNoteUsed);
        var now = clock.GetUtcNow();
        var answer = await files.ChangeAsync(
            claim, command, file => Decide(file, request.Reason!, command.IfMatch, command.Organisation, now));
        return await notes.SettledAsync(claim, answer, command);
    }

    internal static Decision<ClaimFile> Decide(ClaimFile file, string reason, string? ifMatch, string organisation, DateTimeOffset now)
    {
        var (head, refusal) = ClaimAct.Apply(file, ClaimEvents.CreditNoteDeleted, ifMatch, now);
        if (head is null)
            return refusal!;
        var document = head.Document!;
        var after = file.With(head with { Document = document with { CreditNote = null, Deleted = document.CreditNote, Reason = reason } });
        return new Decision<ClaimFile>.Changed(
            after,
            new JournalNote("CreditNoteDeleted", reason),
            ClaimAct.ViewOf(after),
            [
                .. ClaimCreditNotes.Announcements(organisation, after.Id, after.Head!.Document!),
                .. SettleClaimPayments.Announcements(organisation, after),
            ]);
    }

    /// <summary>The account refused after all: the credit went somewhere between the look and the deed. The note stands again.</summary>
    internal static Decision<ClaimFile> TakenBack(ClaimFile file, string note, DateTimeOffset now)
    {
        if (file.Head?.Document is not { CreditNote: null } document || document.Deleted != note)
            return new Decision<ClaimFile>.Unchanged(Answer.NoContent);
        var (head, refusal) = ClaimAct.Apply(file, ClaimEvents.CreditNoteMade, null, now);
        if (head is null)
            return refusal!;
        return new Decision<ClaimFile>.Changed(
            file.With(head with { Document = document with { CreditNote = note, Deleted = null } }),
            new JournalNote("CreditNoteStands"),
            Answer.NoContent,
            []);
    }
}
