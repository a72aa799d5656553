using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Voids a credit note, only while nothing of it is used (BIL-16): what it promised is the organisation's again.</summary>
internal static class VoidCredit
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string account, string credit, Request request, Command command, AggregateStore<Account> accounts, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        var now = clock.GetUtcNow();
        return await accounts.ChangeAsync(account, command, current => Decide(current, credit, request.Reason!, now));
    }

    internal static Decision<Account> Decide(Account account, string id, string reason, DateTimeOffset now)
    {
        if (account.NotYetRead(credits: [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Credits.TryGetValue(id, out var credit))
            return CommonRefusals.NotFound;
        if (credit.VoidedAt is not null)
            return new Decision<Account>.Unchanged(FundsAnswer.Of(credit));
        if (!credit.IsUnused)
            return CreditRefusals.Used.With(credit.Left, credit.Amount);

        var voided = credit with { VoidedAt = now };
        var totals = account.Head!.Totals;
        return new Decision<Account>.Changed(
            account.With(voided).With(totals with { Credited = totals.Credited - credit.Amount.Minor }),
            new JournalNote("CreditVoided", reason, Corrects: id) { Postings = Postings.Reversed(MakeCredit.PostingsOf(credit)) },
            FundsAnswer.Of(voided),
            []);
    }
}
