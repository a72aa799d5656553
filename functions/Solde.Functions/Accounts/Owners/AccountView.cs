using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

internal sealed record AccountView(
    string Id, OwnerView Owner, string Currency, bool IsActivated, DateTimeOffset CreatedAt, IReadOnlyList<Member> Members, Money Balance)
{
    public static AccountView Of(Account account)
    {
        var head = account.Head!;
        return new(
            account.Id,
            new OwnerView(head.Owner.Name, head.Owner.Email, head.Owner.Language),
            head.Currency,
            head.ActivatedAt is not null,
            head.CreatedAt,
            [.. account.Members.Values],
            new Money(head.Totals.Balance, head.Currency));
    }
}

internal sealed record OwnerView(string Name, string Email, string Language);
