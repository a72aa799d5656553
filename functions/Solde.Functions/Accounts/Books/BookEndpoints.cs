using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

internal static class BookEndpoints
{
    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/{account}/balance", GetBalance.Handle).Needs(Scopes.BillingRead).Produces<BalanceView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("The current and the expected balance, and why they differ.");
        accounts.MapGet("/{account}/balance/explanation", ExplainBalance.Handle).Needs(Scopes.BillingRead).Produces<BalanceExplanation>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Why the balance is what it is, on any day.");
        accounts.MapPost(
            "/{account}/reconciliation", ReconcileAccount.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<ReconciliationView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Allocate all unapplied money in the organisation's order, or preview it.");
        accounts.MapGet("/{account}/journal", ReadJournal.Handle).Needs(Scopes.BillingRead).Produces<Page<JournalEntry>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Every change of the account, newest or oldest first.");
        accounts.MapGet("/{account}/journal/export", ExportJournal.Handle).Needs(Scopes.BillingRead)
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/json").Refuses(CommonRefusals.NotFound)
            .WithSummary("The account's postings as CSV or JSON.");
        accounts.MapGet("/books", CheckBooks.Handle).Needs(Scopes.BillingRead).Produces<CheckBooks.View>()
            .WithSummary("Recompute every account and say where the kept figures differ.");
        accounts.MapPost("/{account}/zero", ZeroBalance.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<ZeroBalance.View>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.ReasonNeeded,
                CreditRefusals.NothingToDo,
                CreditRefusals.OwedOutsideInvoices,
                CreditRefusals.MethodNeeded,
                RefundRefusals.TooScattered)
            .WithSummary("Bring the balance to zero by writing off or refunding, or preview it.");
    }
}
