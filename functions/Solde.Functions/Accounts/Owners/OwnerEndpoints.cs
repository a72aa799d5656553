using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class OwnerEndpoints
{
    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/", ListAccounts.Handle).Needs(Scopes.BillingRead).Produces<Page<ListAccounts.Item>>()
            .WithSummary("Accounts by name or by age, by activation.");
        accounts.MapPost("/search", SearchAccounts.Handle).Needs(Scopes.BillingRead).Produces<Page<ListAccounts.Item>>()
            .WithSummary("Accounts whose name or e-mail holds a text; it travels in the body, since addresses are logged.");
        accounts.MapPost("/", OpenAccount.Handle).Needs(Scopes.BillingWrite).Produces<AccountView>(StatusCodes.Status201Created)
            .Refuses(AccountRefusals.EmailTaken, AccountRefusals.AccountExists)
            .WithSummary("Open an account for its owner and ask him to confirm his e-mail.");
        accounts.MapPost("/activations", SendActivations.Handle).Needs(Scopes.BillingWrite).Produces<SendActivations.View>(StatusCodes.Status202Accepted)
            .WithSummary("Send the activation message again to every account not yet activated.");
        accounts.MapPost("/access", AskAccess.Handle).Needs(Scopes.BillingWrite).Produces<AskAccess.View>(StatusCodes.Status202Accepted)
            .WithSummary("Send an access message to the account that has an e-mail; says the same where none has it.");
        accounts.MapGet("/{account}", GetAccount.Handle).Needs(Scopes.BillingRead).Produces<AccountView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("An account with its members and balance.");
        accounts.MapPut("/{account}", ChangeAccount.Handle).Needs(Scopes.BillingWrite).Produces<AccountView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale, AccountRefusals.EmailTaken)
            .WithSummary("Change the owner's name, e-mail or language; If-Match guards against another's change.");
        accounts.MapPost("/{account}/activation", ActivateAccount.Handle).Needs(Scopes.BillingWrite).Produces<AccountView>()
            .Refuses(CommonRefusals.NotFound, AccountRefusals.BadActivation)
            .WithSummary("Confirm the owner's e-mail with the token of an activation message.");
        accounts.MapPost("/{account}/members", AddMember.Handle).Needs(Scopes.BillingWrite).Produces<Member>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, AccountRefusals.OnlyTheOwner)
            .WithSummary("Add a member, at the owner's request.");
        accounts.MapPost(
            "/{account}/members/{member}/removal", RemoveMember.Handle).Needs(Scopes.BillingWrite).Produces(StatusCodes.Status204NoContent)
            .Refuses(CommonRefusals.NotFound, AccountRefusals.OnlyTheOwner, AccountRefusals.OwnerStays)
            .WithSummary("Remove a member, at the owner's request.");
    }
}
