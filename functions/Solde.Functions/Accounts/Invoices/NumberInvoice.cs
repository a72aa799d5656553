using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Accounts;

/// <summary>
/// Gives an invoice the next number of its year. Two steps in two partitions, each safe to repeat: a crash between
/// them leaves a number that is taken by this very invoice, and the message comes again.
/// </summary>
internal static class NumberInvoice
{
    public static async Task HandleAsync(InvoiceIssued message, MessageContext context)
    {
        var registers = context.Services.GetRequiredService<AggregateStore<InvoiceRegister>>();
        var accounts = context.Services.GetRequiredService<AggregateStore<Account>>();
        var command = Command.Of(message.Organisation, "message InvoiceIssued", context);

        string? number = null;
        await registers.ChangeAsync(message.Year.ToString(CultureInfo.InvariantCulture), command, register =>
        {
            var (decision, taken) = Take(register, message.Invoice, message.Account);
            number = taken;
            return decision;
        });
        await accounts.ChangeAsync(message.Account, command, account => Put(account, message.Invoice, number!, message.Organisation));
    }

    internal static (Decision<InvoiceRegister> Decision, string? Number) Take(InvoiceRegister register, string invoice, string account)
    {
        var row = InvoiceRegister.RowOf(invoice);
        if (!register.AskedFor.Contains(row))
            return (new Decision<InvoiceRegister>.NeedsRows([row]), null);
        if (register.Taken.TryGetValue(invoice, out var taken))
            return (new Decision<InvoiceRegister>.Unchanged(Answer.NoContent), register.Text(taken.Number));

        var next = register.Head.Last + 1;
        var after = register with
        {
            Head = new InvoiceRegister.Counter(next),
            Taken = register.Taken.Add(invoice, new InvoiceRegister.TakenNumber(next, account)),
        };
        return (new Decision<InvoiceRegister>.Changed(after, new JournalNote("NumberTaken"), Answer.NoContent, []), register.Text(next));
    }

    internal static Decision<Account> Put(Account account, string invoiceId, string number, string organisation)
    {
        if (account.NotYetRead([invoiceId], []) is { Count: > 0 } missing)
            return new Decision<Account>.NeedsRows(missing);
        var invoice = account.Invoices[invoiceId];
        return invoice.Number is not null
            ? new Decision<Account>.Unchanged(Answer.NoContent)
            : new Decision<Account>.Changed(
                account.With(invoice with { Number = number }),
                new JournalNote("InvoiceNumbered"),
                Answer.NoContent,
                [Announcement.To(
                    Queues.Notifications,
                    new InvoiceNumbered(organisation, account.Id, invoiceId),
                    AccountMessages.Default.InvoiceNumbered)]);
    }
}
