using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>
/// Sends the invoice (FA) or a warranty note (BDG) through the network (CLM-05, CLM-18). The version is written down first; its file is
/// written in the same request, or by the message after a crash.
/// </summary>
internal static class SendToInsurer
{
    private const int MaxVersions = 50;

    /// <param name="Kind">One of <see cref="ClaimEvents.Sendings"/>.</param>
    public sealed record Request(string? Kind);

    public static async Task<Answer> Handle(
        string claim,
        Request request,
        Command command,
        AggregateStore<ClaimFile> files,
        IInvoicing invoicing,
        OutgoingFolder folder,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.OneOf("kind", request.Kind, ClaimEvents.Sendings);
        if (errors.Any)
            return await files.RefusedAsync(claim, command, errors.ToRefusal());

        var found = await files.ReadAsync(command.Organisation, claim, command.CancellationToken);
        InvoiceStanding? invoice = null;
        if (found is { Use: ClaimUse.Invoice, Head.Document: { Account: { } account, Invoice: { } id } })
            invoice = await invoicing.FindAsync(command.Organisation, account, id, command.CancellationToken);
        var now = clock.GetUtcNow();
        var answer = await files.ChangeAsync(
            claim, command, file => Decide(file, request.Kind!, found.Head?.Document, invoice, command.IfMatch, command.Organisation, now));
        if (answer is { Refusal: null, IsReplayed: false })
            await folder.WriteAllAsync(claim, command);
        return answer;
    }

    /// <param name="seen">The document that <paramref name="invoice"/> was read for.</param>
    internal static Decision<ClaimFile> Decide(
        ClaimFile file,
        string kind,
        SalesDocument? seen,
        InvoiceStanding? invoice,
        string? ifMatch,
        string organisation,
        DateTimeOffset now)
    {
        var (head, refusal) = ClaimAct.Apply(file, kind, ifMatch, now);
        if (head is null)
            return refusal!;
        // Another document since it was read: what would be sent is not what the file is used in.
        if (head.Document?.Invoice != seen?.Invoice)
            return CommonRefusals.Busy;
        if (invoice is { Number: null })
            return ClaimRefusals.NotNumbered;
        if (file.Sent.Count >= MaxVersions)
            return ClaimRefusals.TooManySendings.With(MaxVersions);
        var version = file.Sent.Values.Count(sent => sent.Kind == kind) + 1;
        var name = $"{file.Id}-{(kind == ClaimEvents.InvoiceSent ? "fa" : "bdg")}-{version}";
        // What came in before is answered by what goes out now.
        var after = file.With(head with { Warnings = [] })
            .With(new SentMessage(name, kind, version, invoice?.Number, invoice?.Total, now));
        return new Decision<ClaimFile>.Changed(
            after,
            new JournalNote(kind == ClaimEvents.InvoiceSent ? "InvoiceSent" : "WarrantyNoteSent", name),
            ClaimAct.ViewOf(after),
            [Announcement.To(
                ClaimsQueue.Claims, new ClaimMessageSent(organisation, file.Id, name), ClaimMessages.Default.ClaimMessageSent)]);
    }
}
