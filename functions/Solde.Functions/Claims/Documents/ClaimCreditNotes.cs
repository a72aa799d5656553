using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Claims;

/// <summary>
/// Brings a file's account in line with what the file says of its credit note. The file has written down under which id; making or deleting
/// it again finds it done. It is done in the same request, so that the balance shows it at once; after a crash in between, the message does
/// it.
/// </summary>
internal sealed class ClaimCreditNotes(AggregateStore<ClaimFile> files, ICreditNotes accounts, TimeProvider clock)
{
    public static IReadOnlyList<Announcement> Announcements(string organisation, string claim, SalesDocument document) =>
    [
        Announcement.To(
            ClaimsQueue.Claims,
            new ClaimInvoiceChanged(
                organisation,
                claim,
                document.Account!,
                document.Invoice!,
                document.CreditNote ?? document.Deleted!,
                IsDeleted: document.CreditNote is null,
                document.Reason!),
            ClaimMessages.Default.ClaimInvoiceChanged),
    ];

    public static async Task HandleAsync(ClaimInvoiceChanged message, MessageContext context)
    {
        var notes = context.Services.GetRequiredService<ClaimCreditNotes>();
        var command = Command.Of(message.Organisation, "message ClaimInvoiceChanged", context);
        await notes.SettleAsync(message.Claim, command);
        await notes.FollowAsync(message, command);
    }

    /// <summary>The answer, once what it promises is done. A repeated one is about an act whose message was sent again with it.</summary>
    public async Task<Answer> SettledAsync(string claim, Answer answer, Command command)
    {
        if (answer is { Refusal: null, IsReplayed: false })
            await SettleAsync(claim, command);
        return answer;
    }

    private async Task SettleAsync(string claim, Command command)
    {
        var found = await files.ReadAsync(command.Organisation, claim, command.CancellationToken);
        if (found.Head?.Document is not { Account: { } account, Invoice: { } invoice } document)
            return;
        // Deleting comes first: of an invoice that was taken back twice, the older note must be gone before the newer one is made.
        if (document.Deleted is { } deleted
            && !await accounts.DeleteAsync(account, invoice, new CreditNoteDraft(deleted, document.Reason!), command))
        {
            var now = clock.GetUtcNow();
            await files.ChangeAsync(
                claim, command with { IdempotencyKey = null }, file => DeleteClaimCreditNote.TakenBack(file, deleted, now));
            return;
        }
        if (document.CreditNote is { } note)
            await accounts.MakeAsync(account, invoice, new CreditNoteDraft(note, document.Reason!), command);
    }

    /// <summary>The file may be used in another document since: what it says now is not about this note any more.</summary>
    private async Task FollowAsync(ClaimInvoiceChanged told, Command command)
    {
        var found = await files.ReadAsync(command.Organisation, told.Claim, command.CancellationToken);
        if (found.Head?.Document?.Invoice == told.Invoice)
            return;
        var note = new CreditNoteDraft(told.CreditNote, told.Reason);
        if (told.IsDeleted)
            await accounts.DeleteAsync(told.Account, told.Invoice, note, command);
        else
            await accounts.MakeAsync(told.Account, told.Invoice, note, command);
    }
}
