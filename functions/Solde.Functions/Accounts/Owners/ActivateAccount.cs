using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>The owner followed the link of an activation message: his e-mail is confirmed (BIL-01).</summary>
internal static class ActivateAccount
{
    public sealed record Request(string? Token);

    public static async Task<Answer> Handle(
        string account, Request request, Command command, AggregateStore<Account> accounts, ActivationToken tokens, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Text("token", request.Token, FieldErrors.NameLength);
        if (errors.Any)
            return errors.ToRefusal();
        return await accounts.ChangeAsync(account, command, current =>
        {
            if (current.Head is not { } head)
                return CommonRefusals.NotFound;
            if (!tokens.IsFor(request.Token!, command.Organisation, account, head.Owner.Email))
                return AccountRefusals.BadActivation;
            if (head.ActivatedAt is not null)
                return new Decision<Account>.Unchanged(View(current));
            var activated = current with { Head = head with { ActivatedAt = clock.GetUtcNow() } };
            return new Decision<Account>.Changed(
                activated,
                new JournalNote("AccountActivated"),
                View(activated),
                [Announcement.To(
                    Queues.Accounts, new AccountChanged(command.Organisation, account), AccountMessages.Default.AccountChanged)]);
        });
    }

    private static Answer View(Account account) => Answer.Ok(AccountView.Of(account), AccountsJson.Default.AccountView, account.Head!.ETag);
}
