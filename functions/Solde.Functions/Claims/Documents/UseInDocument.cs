using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>Integrates a file into a sales document (CLM-04): an invoice of an account, or an estimate that has none yet.</summary>
internal static class UseInDocument
{
    private static readonly Text OneOfThem = new(
        "give an account and its invoice, or an estimate",
        "donnez un compte et sa facture, ou un devis",
        "indique uma conta e a sua fatura, ou um orçamento",
        "geef een rekening en haar factuur, of een offerte");

    /// <param name="Account">With <paramref name="Invoice"/>.</param>
    /// <param name="Estimate">The name of an estimate that was made elsewhere.</param>
    public sealed record Request(string? Account = null, string? Invoice = null, string? Estimate = null);

    public static async Task<Answer> Handle(
        string claim, Request request, Command command, AggregateStore<ClaimFile> files, IInvoicing invoicing, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Id("account", request.Account, needed: request.Invoice is not null);
        errors.Id("invoice", request.Invoice, needed: request.Account is not null);
        errors.Text("estimate", request.Estimate, FieldErrors.NameLength, needed: false);
        if ((request.Invoice is null) == (request.Estimate is null))
            errors.Add("invoice", OneOfThem);
        if (errors.Any)
            return await files.RefusedAsync(claim, command, errors.ToRefusal());

        // A stranger's file is as unknown as its account: the file is asked for first.
        if (!(await files.ReadAsync(command.Organisation, claim, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;
        if (request is { Account: { } account, Invoice: { } invoice })
        {
            var standing = await invoicing.FindAsync(command.Organisation, account, invoice, command.CancellationToken);
            if (standing is null)
                return await files.RefusedAsync(claim, command, AccountRefusals.UnknownInvoice.With(invoice));
            if (standing.State == InvoiceStates.Cancelled)
                return await files.RefusedAsync(claim, command, ClaimRefusals.InvoiceCancelled.With(standing.Number ?? invoice));
        }
        var now = clock.GetUtcNow();
        var document = new SalesDocument(request.Account, request.Invoice, request.Estimate, now);
        return await files.ChangeAsync(claim, command, file => Decide(file, document, command.IfMatch, command.Organisation, now));
    }

    internal static Decision<ClaimFile> Decide(
        ClaimFile file, SalesDocument document, string? ifMatch, string organisation, DateTimeOffset now)
    {
        var (head, refusal) = ClaimAct.Apply(file, ClaimEvents.Integrate, ifMatch, now);
        if (head is null)
            return refusal!;
        // Whoever puts it into a document has the file before him: what came before is no news any more.
        var invoicedAt = head.InvoicedAt ?? (document.Invoice is null ? null : now);
        var after = file.With(head with { Document = document, Warnings = [], InvoicedAt = invoicedAt });
        return new Decision<ClaimFile>.Changed(
            after,
            new JournalNote("UsedInDocument", document.Invoice ?? document.Estimate),
            ClaimAct.ViewOf(after),
            SettleClaimPayments.Announcements(organisation, after));
    }
}
