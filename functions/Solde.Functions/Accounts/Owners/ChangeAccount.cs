using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Changes who the owner is and how to write to him; a new e-mail must be confirmed again.</summary>
internal static class ChangeAccount
{
    public sealed record Request(string? Name, string? Email, string? Language = null);

    public static async Task<Answer> Handle(
        string account, Request request, Command command, AggregateStore<Account> accounts, EmailClaims claims)
    {
        var errors = OpenAccount.Check(new OpenAccount.Request(request.Name, request.Email, request.Language));
        if (errors.Any)
            return errors.ToRefusal();

        var before = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken);
        if (before.Head is null)
            return CommonRefusals.NotFound;
        // Claimed even where it seems to stay the same: another change may have given it up since it was read.
        if (!await claims.ClaimAsync(command.Organisation, request.Email!, account, command.CancellationToken))
            return AccountRefusals.EmailTaken;
        return await accounts.ChangeAsync(account, command, current => Decide(current, request, command));
    }

    internal static Decision<Account> Decide(Account account, Request request, Command command)
    {
        if (account.Head is not { } head)
            return CommonRefusals.NotFound;
        if (command.IfMatch is not null && command.IfMatch != head.ETag)
            return CommonRefusals.Stale;

        var owner = new Owner(request.Name!, request.Email!, request.Language ?? head.Owner.Language);
        var isNewEmail = !SameEmail(owner.Email, head.Owner.Email);
        var changed = account with
        {
            Head = head with
            {
                Owner = owner,
                ProfileVersion = head.ProfileVersion + 1,
                ActivatedAt = isNewEmail ? null : head.ActivatedAt,
            },
        };
        var announcements = new List<Announcement>
        {
            Announcement.To(Queues.Accounts, new AccountChanged(command.Organisation, account.Id), AccountMessages.Default.AccountChanged),
        };
        if (isNewEmail)
        {
            var asked = new ActivationAsked(command.Organisation, account.Id, $"changed-{changed.Head.ProfileVersion}");
            announcements.Add(Announcement.To(Queues.Notifications, asked, AccountMessages.Default.ActivationAsked));
        }
        return new Decision<Account>.Changed(
            changed,
            new JournalNote("AccountChanged"),
            Answer.Ok(AccountView.Of(changed), AccountsJson.Default.AccountView, changed.Head.ETag),
            announcements);
    }

    private static bool SameEmail(string left, string right) => EmailClaims.Normalise(left) == EmailClaims.Normalise(right);
}
