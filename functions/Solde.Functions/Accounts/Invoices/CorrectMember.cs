using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Puts another member on a line, such as the child for the parent who registered himself. No money moves (BIL-07).</summary>
internal static class CorrectMember
{
    public sealed record Request(string? Member, string? Reason);

    public static async Task<Answer> Handle(
        string account, string invoice, string line, Request request, Command command, AggregateStore<Account> accounts)
    {
        var errors = new FieldErrors();
        errors.Id("member", request.Member);
        errors.Reason(request.Reason);
        return errors.Any
            ? errors.ToRefusal()
            : await accounts.ChangeAsync(account, command, current => Decide(current, invoice, line, request.Member!, request.Reason!));
    }

    internal static Decision<Account> Decide(Account account, string invoiceId, string lineId, string member, string reason)
    {
        if (account.NotYetRead([invoiceId]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (account.Invoices.GetValueOrDefault(invoiceId) is not { } invoice || invoice.Find(lineId) is not { } line)
            return CommonRefusals.NotFound;
        if (!Membership.IsOnAccount(account, member))
            return AccountRefusals.NotOnAccount.With(member);
        if (line.Member == member)
            return new Decision<Account>.Unchanged(View(invoice));
        var corrected = invoice with { Lines = [.. invoice.Lines.Select(known => known == line ? line with { Member = member } : known)] };
        return new Decision<Account>.Changed(
            account.With(corrected), new JournalNote("MemberCorrected", reason, Corrects: invoiceId), View(corrected), []);
    }

    private static Answer View(Invoice invoice) => Answer.Ok(InvoiceView.Of(invoice), AccountsJson.Default.InvoiceView);
}
