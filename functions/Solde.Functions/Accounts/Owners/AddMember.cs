using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Adds a person to an account, at the owner's request (BIL-01).</summary>
internal static class AddMember
{
    private const int MaxMembers = 50;

    private static readonly Text TooMany = new(
        "the account has {0} members already",
        "le compte a déjà {0} membres",
        "a conta já tem {0} membros",
        "de rekening heeft al {0} leden");

    /// <param name="RequestedBy">The e-mail of the person who asks: it must be the owner's.</param>
    public sealed record Request(string? Name, string? RequestedBy);

    public static async Task<Answer> Handle(string account, Request request, Command command, AggregateStore<Account> accounts)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Email("requestedBy", request.RequestedBy);
        if (errors.Any)
            return errors.ToRefusal();
        var id = IdempotencyKey.NewId("mem");
        return await accounts.ChangeAsync(account, command, current => Decide(current, id, request));
    }

    internal static Decision<Account> Decide(Account account, string id, Request request)
    {
        if (account.Head is not { } head)
            return CommonRefusals.NotFound;
        if (!Membership.IsOwner(head, request.RequestedBy!))
            return AccountRefusals.OnlyTheOwner;
        if (account.Members.Count >= MaxMembers)
        {
            var errors = new FieldErrors();
            errors.Add("name", TooMany, MaxMembers);
            return errors.ToRefusal();
        }
        var member = new Member(id, request.Name!);
        return new Decision<Account>.Changed(
            account with { Members = account.Members.Add(id, member) },
            new JournalNote("MemberAdded"),
            Answer.Created(member, AccountsJson.Default.Member, $"/api/v1/accounts/{account.Id}"),
            []);
    }
}

internal static class Membership
{
    public static bool IsOwner(AccountHead head, string email) => EmailClaims.Normalise(head.Owner.Email) == EmailClaims.Normalise(email);

    public static bool IsOnAccount(Account account, string member) => member == Owner.MemberId || account.Members.ContainsKey(member);
}
