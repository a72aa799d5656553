using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Allocates a payment or a credit by hand to chosen invoice lines (BIL-18). Too much on either side refuses all of it.</summary>
internal static class AllocateByHand
{
    private const int MaxItems = 100;

    private static readonly Text TooManyInvoices = new(
        "name more than {0} invoices", "nomment plus de {0} factures", "indicam mais de {0} faturas", "noemen meer dan {0} facturen");

    public sealed record Request(IReadOnlyList<AllocationItem>? Items);

    public sealed record AllocationItem(string? Invoice, string? Line, Money? Amount);

    public static async Task<Answer> OfPayment(
        string account, string payment, Request request, Command command, AggregateStore<Account> accounts) =>
        Account.IsCredit(payment) ? CommonRefusals.NotFound : await HandleAsync(account, payment, request, command, accounts);

    public static async Task<Answer> OfCredit(
        string account, string credit, Request request, Command command, AggregateStore<Account> accounts) =>
        Account.IsCredit(credit) ? await HandleAsync(account, credit, request, command, accounts) : CommonRefusals.NotFound;

    private static async Task<Answer> HandleAsync(
        string account, string funds, Request request, Command command, AggregateStore<Account> accounts)
    {
        var before = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken);
        if (before.Head is not { } head)
            return CommonRefusals.NotFound;
        var errors = new FieldErrors();
        errors.Items("items", request.Items, 1, MaxItems);
        for (var i = 0; i < Math.Min(request.Items?.Count ?? 0, MaxItems); i++)
        {
            if (request.Items![i] is not { } item)
                continue;
            errors.Id($"items[{i}].invoice", item.Invoice);
            errors.Id($"items[{i}].line", item.Line);
            errors.Amount($"items[{i}].amount", item.Amount ?? default, head.Currency);
        }
        if (request.Items?.Select(item => item?.Invoice).Distinct().Count() > TransactionLimits.Documents)
            errors.Add("items", TooManyInvoices, TransactionLimits.Documents);
        return errors.Any ? errors.ToRefusal() : await accounts.ChangeAsync(
            account, command, current => Decide(current, funds, request.Items!));
    }

    internal static Decision<Account> Decide(Account account, string fundsId, IReadOnlyList<AllocationItem> items)
    {
        if (account.FundsNotYetRead([fundsId]).Concat(account.NotYetRead(items.Select(item => item.Invoice!))).ToArray() is { Length: > 0 } missing)
            return new Decision<Account>.NeedsRows(missing);
        if (account.Funds(fundsId) is null)
            return CommonRefusals.NotFound;

        var after = account;
        foreach (var item in items)
        {
            if (after.Invoices.GetValueOrDefault(item.Invoice!)?.Find(item.Line!) is not { } line)
                return AccountRefusals.UnknownInvoice.With($"{item.Invoice}/{item.Line}");
            var unapplied = after.Funds(fundsId)!.Unapplied;
            if (item.Amount!.Value > Money.Min(unapplied, line.Uncovered))
                return AccountRefusals.NothingLeft.With(unapplied, line.Uncovered);
            after = Reconciliation.Allocate(after, fundsId, item.Invoice!, line.Id, item.Amount);
        }
        return new Decision<Account>.Changed(
            after,
            new JournalNote(after.Funds(fundsId) is Credit ? "CreditAllocated" : "PaymentAllocated")
            {
                Postings = CreditUse.PostingsOf(account, after),
            },
            FundsAnswer.Of(after.Funds(fundsId)!),
            []);
    }
}
