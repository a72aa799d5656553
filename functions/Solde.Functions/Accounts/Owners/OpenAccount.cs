using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Opens an account for its owner and asks him to confirm his e-mail (BIL-01).</summary>
internal static class OpenAccount
{
    public sealed record Request(string? Name, string? Email, string? Language = null);

    public static async Task<Answer> Handle(
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        EmailClaims claims,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = Check(request);
        if (errors.Any)
            return errors.ToRefusal();

        var id = IdempotencyKey.DerivedId("acc", command);
        if (!await claims.ClaimAsync(command.Organisation, request.Email!, id, command.CancellationToken))
            return await accounts.RefusedAsync(id, command, AccountRefusals.EmailTaken);
        return await accounts.ChangeAsync(id, command, account => Decide(account, request, command, profile, clock.GetUtcNow()));
    }

    internal static FieldErrors Check(Request request)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Email("email", request.Email);
        errors.OneOf("language", request.Language, Language.All, needed: false);
        return errors;
    }

    internal static Decision<Account> Decide(
        Account account, Request request, Command command, OrganisationProfile profile, DateTimeOffset now)
    {
        if (account.Exists)
            return AccountRefusals.AccountExists;
        var owner = new Owner(request.Name!, request.Email!, request.Language ?? profile.Language);
        var opened = account with { Head = new AccountHead(owner, profile.Currency, now, null, 1, Totals.None) };
        return new Decision<Account>.Changed(
            opened,
            new JournalNote("AccountOpened"),
            Answer.Created(AccountView.Of(opened), AccountsJson.Default.AccountView, $"/api/v1/accounts/{account.Id}", opened.Head.ETag),
            [
                Announcement.To(
                    Queues.Accounts, new AccountChanged(command.Organisation, account.Id), AccountMessages.Default.AccountChanged),
                Announcement.To(
                    Queues.Notifications,
                    new ActivationAsked(command.Organisation, account.Id, "opened"),
                    AccountMessages.Default.ActivationAsked),
            ]);
    }
}
