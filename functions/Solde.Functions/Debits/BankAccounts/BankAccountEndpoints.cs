using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class BankAccountEndpoints
{
    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/", ListBankAccounts.Handle).Needs(Scopes.DebitsRead).Produces<Page<BankAccountView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("The member's bank accounts, their numbers masked.");
        accounts.MapPost("/", AddBankAccount.Handle).Needs(Scopes.DebitsWrite).Produces<BankAccountView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, DebitRefusals.NoScheme, DebitRefusals.QuotaEnded, DebitRefusals.BankAccountExists,
                DebitRefusals.QuotaFull)
            .WithSummary("Add one of the member's bank accounts, written as his country writes them.");
    }
}
