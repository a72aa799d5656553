using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What was bought on an account, line by line, oldest or newest first (BIL-28). <see cref="SearchPurchases"/> searches.</summary>
internal static class ListPurchases
{
    /// <param name="State">As of an invoice that were this line alone.</param>
    public sealed record Purchase(
        string Invoice,
        string? Number,
        string Line,
        DateOnly IssuedOn,
        string Member,
        string? Item,
        string Description,
        string Category,
        decimal Quantity,
        Money Total,
        Money Left,
        string State)
    {
        public static IEnumerable<Purchase> Of(Invoice invoice) => invoice.Lines.Select(line => new Purchase(
            invoice.Id,
            invoice.Number,
            line.Id,
            invoice.IssueDate,
            line.Member,
            line.Item,
            line.Description,
            line.Category,
            line.Quantity,
            line.Total,
            line.Left,
            InvoiceStates.Of(invoice with { Lines = [line] })));

        /// <summary>In the order of their making.</summary>
        public string SortKey() => $"{Invoice}|{Line.PadLeft(3, '0')}";
    }

    /// <summary>What a list of purchases may be asked for; all that is null is not asked.</summary>
    public sealed record Filter(string? Member, string? Item, string? Category, string? State, DateOnly? From, DateOnly? To, string? Text = null)
    {
        public void Check(FieldErrors errors)
        {
            errors.Id("member", Member, needed: false);
            errors.Id("item", Item, needed: false);
            errors.Id("category", Category, needed: false);
            errors.OneOf("state", State, InvoiceStates.All, needed: false);
        }

        public bool Takes(Purchase purchase) =>
            (Member is null || purchase.Member == Member)
            && (Item is null || purchase.Item == Item)
            && (Category is null || purchase.Category == Category)
            && (State is null || purchase.State == State)
            && (From is null || purchase.IssuedOn >= From)
            && (To is null || purchase.IssuedOn <= To)
            && (Text is null || purchase.Description.Contains(Text, StringComparison.OrdinalIgnoreCase));
    }

    public static Task<Answer> Handle(
        string account,
        string? member,
        string? item,
        string? category,
        string? state,
        DateOnly? from,
        DateOnly? to,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AccountDocuments documents) =>
        PageAsync(account, new Filter(member, item, category, state, from, to), order, cursor, limit, command, documents);

    internal static async Task<Answer> PageAsync(
        string account, Filter filter, string? order, string? cursor, int? limit, Command command, AccountDocuments documents)
    {
        var errors = new FieldErrors();
        filter.Check(errors);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        // The cursor's invoice may have more lines: the reading begins a little before it.
        var invoices = documents.InvoicesAsync(
            command.Organisation, account, list.ReadAfter?.Split('|')[0] is { Length: > 0 } last ? last[..^1] : null, command.CancellationToken);
        var purchases = invoices
            .SelectMany(Purchase.Of)
            .Where(purchase => filter.Takes(purchase)
                && (list.ReadAfter is null || string.CompareOrdinal(purchase.SortKey(), list.ReadAfter) > 0));
        return await documents.AnswerAsync(
            account,
            list,
            purchases,
            purchase => purchase.SortKey(),
            purchase => purchase,
            AccountsJson.Default.PagePurchase,
            command);
    }
}
