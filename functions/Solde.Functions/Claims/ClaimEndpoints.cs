using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

internal static class ClaimEndpoints
{
    public static void Map(RouteGroupBuilder claims)
    {
        claims.MapGet("/", ListClaims.Handle).Needs(Scopes.ClaimsRead).Produces<Page<ClaimItem>>()
            .WithSummary("Claim files by state, network, insurer and age, oldest or newest first.");
        claims.MapGet("/board", ShowBoard.Handle).Needs(Scopes.ClaimsRead).Produces<ShowBoard.View>()
            .WithSummary("How many files are in each state, and what waits for a person.");
        claims.MapGet("/{claim}", GetClaim.Handle).Needs(Scopes.ClaimsRead).Produces<ClaimFileView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A claim file, its sales document and what to know before that is sent.");
        claims.MapGet("/{claim}/timeline", ShowTimeline.Handle).Needs(Scopes.ClaimsRead).Produces<Page<ShowTimeline.Item>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("What happened to a file, oldest first: messages, acts, states, dates.");
        claims.MapGet("/{claim}/journal", ReadClaimJournal.Handle).Needs(Scopes.ClaimsRead).Produces<Page<JournalEntry>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Every change of a file, field by field, newest or oldest first.");
        claims.MapPost("/{claim}/sales-document", UseInDocument.Handle).Needs(Scopes.ClaimsWrite).Produces<ClaimFileView>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.Stale,
                AccountRefusals.UnknownInvoice,
                ClaimRefusals.InvoiceCancelled,
                ClaimRefusals.AwaitsNotice,
                ClaimRefusals.Cancelled,
                ClaimRefusals.InUse)
            .WithSummary("Use a file in an invoice of an account, or in an estimate.");
        claims.MapPost("/{claim}/credit-note", MakeClaimCreditNote.Handle).Needs(Scopes.ClaimsWrite).MovesMoney().Produces<ClaimFileView>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.Stale,
                CommonRefusals.ReasonNeeded,
                ClaimRefusals.WithoutInvoice,
                ClaimRefusals.Credited)
            .WithSummary("Make a credit note for the file's invoice; what was paid becomes a credit of the account.");
        claims.MapPost("/{claim}/credit-note/deletion", DeleteClaimCreditNote.Handle).Needs(Scopes.ClaimsWrite).MovesMoney()
            .Produces<ClaimFileView>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.Stale,
                CommonRefusals.ReasonNeeded,
                ClaimRefusals.WithoutCreditNote,
                ClaimRefusals.CreditNoteUsed)
            .WithSummary("Delete that credit note: the invoice is due again and the file integrated.");
        claims.MapPost("/{claim}/cancellation", CancelClaim.Handle).Needs(Scopes.ClaimsWrite).Produces<ClaimFileView>()
            .Refuses(
                CommonRefusals.NotFound, CommonRefusals.Stale, CommonRefusals.ReasonNeeded, ClaimRefusals.InUse, ClaimRefusals.Completed)
            .WithSummary("Cancel a file by hand, while it is not used in a sales document.");
        claims.MapPost("/{claim}/sending", SendToInsurer.Handle).Needs(Scopes.ClaimsWrite).Produces<ClaimFileView>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.Stale,
                ClaimRefusals.NotInDocument,
                ClaimRefusals.WithoutInvoice,
                ClaimRefusals.NotNumbered,
                ClaimRefusals.Accepted,
                ClaimRefusals.Completed,
                ClaimRefusals.TooManySendings)
            .WithSummary("Send the invoice (FA) or a warranty note (BDG) to the insurer, as a new version.");
    }
}
