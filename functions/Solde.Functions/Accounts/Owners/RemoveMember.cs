using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Takes a person off an account, at the owner's request; his invoice lines stay (BIL-01).</summary>
internal static class RemoveMember
{
    /// <param name="RequestedBy">The e-mail of the person who asks: it must be the owner's.</param>
    public sealed record Request(string? RequestedBy);

    public static async Task<Answer> Handle(
        string account, string member, Request request, Command command, AggregateStore<Account> accounts)
    {
        var errors = new FieldErrors();
        errors.Email("requestedBy", request.RequestedBy);
        return errors.Any ? errors.ToRefusal() : await accounts.ChangeAsync(
            account, command, current => Decide(current, member, request.RequestedBy!));
    }

    internal static Decision<Account> Decide(Account account, string member, string requestedBy)
    {
        if (account.Head is not { } head)
            return CommonRefusals.NotFound;
        if (!Membership.IsOwner(head, requestedBy))
            return AccountRefusals.OnlyTheOwner;
        if (member == Owner.MemberId)
            return AccountRefusals.OwnerStays;
        if (!account.Members.ContainsKey(member))
            return CommonRefusals.NotFound;
        return new Decision<Account>.Changed(
            account with { Members = account.Members.Remove(member) }, new JournalNote("MemberRemoved"), Answer.NoContent, []);
    }
}
