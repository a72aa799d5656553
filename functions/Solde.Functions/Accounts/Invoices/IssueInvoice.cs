using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Items;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Charges an account (BIL-02, BIL-03). The number comes a moment later, so that its sequence has no gap.</summary>
internal static class IssueInvoice
{
    internal const int MaxLines = 100;
    private const int MaxDueDates = 60;
    private const decimal MaxQuantity = 1_000_000;
    private const string DefaultCategory = "sales";

    private static readonly Text BadQuantity = new(
        "must be above zero, with three decimals at most",
        "doit être supérieur à zéro, avec trois décimales au plus",
        "deve ser superior a zero, com três casas decimais no máximo",
        "moet groter zijn dan nul, met hoogstens drie decimalen");

    private static readonly Text BeforeIssue = new(
        "is before the issue date", "précède la date d'émission", "é anterior à data de emissão", "valt voor de uitgiftedatum");

    internal static readonly Text TooFar = new(
        "must be within ten years of today",
        "doit être à moins de dix ans d'aujourd'hui",
        "deve estar a menos de dez anos de hoje",
        "moet binnen tien jaar van vandaag liggen");

    /// <param name="IssueDate">Today in the organisation's time zone unless given.</param>
    /// <param name="DueDates">One or more; the issue date unless given.</param>
    /// <param name="PayLater">True for a purchase without a payment: only where the organisation and each item allow it (BIL-08).</param>
    public sealed record Request(
        IReadOnlyList<RequestLine>? Lines, DateOnly? IssueDate = null, IReadOnlyList<DateOnly>? DueDates = null, bool? PayLater = null);

    /// <param name="Member">The owner unless given.</param>
    /// <param name="Item">An item of the organisation says what the line leaves unsaid: description, price, category and taxes.</param>
    /// <param name="From">The day on which the member begins: an item with a period is charged pro rata from then on (BIL-04).</param>
    public sealed record RequestLine(
        string? Description,
        Money? UnitPrice,
        string? Member = null,
        string? Item = null,
        string? Category = null,
        string? Component = null,
        decimal? Quantity = null,
        IReadOnlyList<string>? Taxes = null,
        DateOnly? From = null);

    public static async Task<Answer> Handle(
        string account,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IItemCatalogue catalogue,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var items = await ItemDefaults.OfAsync(request, command, catalogue);
        request = ItemDefaults.Complete(request, items);
        var errors = Check(request, profile, profile.Calendar.Today(now));
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        if (ItemDefaults.PayLater(request, items, profile.Settings) is { } refused)
            return await accounts.RefusedAsync(account, command, refused);
        var id = IdempotencyKey.NewId("inv");
        return await accounts.ChangeAsync(account, command, current => Decide(current, id, request, items, command.Organisation, profile, now));
    }

    internal static Decision<Account> Decide(
        Account account,
        string id,
        Request request,
        IReadOnlyDictionary<string, ItemTerms> items,
        string organisation,
        OrganisationProfile profile,
        DateTimeOffset now,
        OnlineFeeTerms? onlineFee = null)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        var lines = new List<InvoiceLine>();
        foreach (var line in request.Lines!)
        {
            var member = line.Member ?? Owner.MemberId;
            if (!Membership.IsOnAccount(account, member))
                return AccountRefusals.NotOnAccount.With(member);
            if (line.Taxes?.FirstOrDefault(code => profile.Settings.Taxes.All(tax => tax.Code != code)) is { } unknown)
                return AccountRefusals.UnknownTax.With(unknown);
            var share = line is { From: { } from, Item: { } item } ? items.GetValueOrDefault(item)?.LeftFrom(from) : null;
            if (line.From is not null && share is null)
                return AccountRefusals.NoPeriod.With(line.Item ?? line.Description!);
            var priced = Price(line, member, (lines.Count + 1).ToString(), share, profile);
            if (!priced.Total.IsPositive)
                return AccountRefusals.NothingToCharge;
            if (priced.Total.Minor > Money.MaxMinor)
                return AccountRefusals.LineTooLarge.With(new Money(Money.MaxMinor, profile.Currency));
            lines.Add(priced);
        }

        var issued = request.IssueDate ?? profile.Calendar.Today(now);
        var due = (request.DueDates ?? [issued]).Order().ToArray();
        return Issued(account, new Invoice(id, null, issued, due, lines, now, [], OnlineFee: onlineFee), null, organisation);
    }

    internal static Decision<Account>.Changed Issued(Account account, Invoice invoice, string? reason, string organisation)
    {
        var totals = account.Head!.Totals;
        var changed = account.With(invoice).With(totals with { Invoiced = checked(totals.Invoiced + invoice.Total.Minor) });
        return new Decision<Account>.Changed(
            changed,
            new JournalNote("InvoiceIssued", reason, Corrects: invoice.ExtraTo) { Postings = PostingsOf(invoice.Lines) },
            Answer.Created(InvoiceView.Of(invoice), AccountsJson.Default.InvoiceView, $"/api/v1/accounts/{account.Id}/invoices/{invoice.Id}"),
            [Announcement.To(
                Queues.Accounts,
                new InvoiceIssued(organisation, account.Id, invoice.Id, invoice.IssueDate.Year),
                AccountMessages.Default.InvoiceIssued)]);
    }

    /// <summary>What the customer owes, against revenue by category and taxes by code.</summary>
    internal static IReadOnlyList<Posting> PostingsOf(IReadOnlyList<InvoiceLine> lines) => Postings.Balanced(
    [
        new Posting(LedgerAccounts.Receivable, Sum(lines.Select(line => line.Total))),
        .. lines.GroupBy(line => line.Category, StringComparer.Ordinal)
            .Select(group => new Posting(LedgerAccounts.Revenue(group.Key), -Sum(group.Select(line => line.Net)))),
        .. lines.SelectMany(line => line.Taxes).GroupBy(tax => tax.Code, StringComparer.Ordinal)
            .Select(group => new Posting(LedgerAccounts.Tax(group.Key), -Sum(group.Select(tax => tax.Amount)))),
    ]);

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate((sum, amount) => sum + amount);

    internal static InvoiceLine Price(RequestLine line, string member, string id, ProRata? share, OrganisationProfile profile)
    {
        var price = line.UnitPrice!.Value;
        var quantity = line.Quantity ?? 1;
        var net = LinePricing.Net(price, quantity, share);
        var taxes = LinePricing.Taxes(net, line.Taxes ?? [], profile.Settings);
        var total = taxes.Aggregate(net, (sum, tax) => sum + tax.Amount);
        var zero = Money.Zero(price.Currency);
        return new InvoiceLine(
            id,
            line.Description!,
            member,
            line.Item,
            line.Category ?? DefaultCategory,
            line.Component ?? LineComponents.Principal,
            quantity,
            price,
            net,
            taxes,
            total,
            zero,
            zero,
            zero,
            share);
    }

    private static FieldErrors Check(Request request, OrganisationProfile profile, DateOnly today)
    {
        var errors = new FieldErrors();
        if (request.IssueDate is { } issue && (issue < today.AddYears(-10) || issue > today.AddYears(10)))
            errors.Add("issueDate", TooFar);
        if (request.DueDates is { } due)
        {
            errors.Items("dueDates", due, 1, MaxDueDates);
            for (var i = 0; i < due.Count; i++)
            {
                if (due[i] < (request.IssueDate ?? today))
                    errors.Add($"dueDates[{i}]", BeforeIssue);
                else if (due[i] > today.AddYears(10))
                    errors.Add($"dueDates[{i}]", TooFar);
            }
        }
        errors.Items("lines", request.Lines, 1, MaxLines);
        for (var i = 0; i < Math.Min(request.Lines?.Count ?? 0, MaxLines); i++)
            Check(request.Lines![i], $"lines[{i}]", profile.Currency, errors);
        return errors;
    }

    private static void Check(RequestLine? line, string field, string currency, FieldErrors errors)
    {
        errors.Text(field + ".description", line?.Description, FieldErrors.NameLength);
        if (line is null)
            return;
        errors.Id(field + ".member", line.Member, needed: false);
        errors.Id(field + ".item", line.Item, needed: false);
        errors.Id(field + ".category", line.Category, needed: false);
        errors.OneOf(field + ".component", line.Component, LineComponents.All, needed: false);
        errors.Amount(field + ".unitPrice", line.UnitPrice ?? default, currency);
        if (line.Quantity is { } quantity && (quantity <= 0 || quantity > MaxQuantity || decimal.Round(quantity, 3) != quantity))
            errors.Add(field + ".quantity", BadQuantity);
        if (line.Taxes is not null)
            errors.Items(field + ".taxes", line.Taxes, 0, 5);
    }
}
