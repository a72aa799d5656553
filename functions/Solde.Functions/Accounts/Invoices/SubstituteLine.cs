using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Items;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// Moves a line from one activity to another that shares the same forms (BIL-07). A dearer one makes an extra invoice, a
/// cheaper one a credit; what was charged stays as it was.
/// </summary>
internal static class SubstituteLine
{
    public sealed record Request(string? Item, string? Reason);

    /// <param name="Extra">The extra invoice, where the new activity is dearer.</param>
    /// <param name="Credit">The credit note, where it is cheaper.</param>
    public sealed record View(InvoiceView Invoice, InvoiceView? Extra, CreditView? Credit);

    public static async Task<Answer> Handle(
        string account,
        string invoice,
        string line,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IItemCatalogue items,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Id("item", request.Item);
        errors.Reason(request.Reason);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());

        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.InvoiceRow(invoice)]);
        var charged = found.Invoices.GetValueOrDefault(invoice)?.Find(line);
        if (charged is null)
            return CommonRefusals.NotFound;
        var known = await items.FindAsync(
            command.Organisation, charged.Item is { } old ? [old, request.Item!] : [request.Item!], command.CancellationToken);
        if (await accounts.EarlierAnswerAsync(account, command) is { } earlier)
            return earlier;
        if (!known.TryGetValue(request.Item!, out var next))
            return AccountRefusals.UnknownItem.With(request.Item!);
        if (charged.Item is null || !known.TryGetValue(charged.Item, out var before) || !before.Forms.SequenceEqual(next.Forms))
            return AccountRefusals.OtherForms.With(request.Item!, charged.Item ?? charged.Description);

        var substitution = new Substitution(
            invoice, line, request.Item!, next, request.Reason!, IdempotencyKey.NewId("inv"), IdempotencyKey.NewId("crd"), clock.GetUtcNow());
        return await accounts.ChangeAsync(account, command, current => Decide(current, charged.Item, substitution, command.Organisation, profile));
    }

    internal sealed record Substitution(
        string Invoice, string Line, string Item, ItemTerms Terms, string Reason, string ExtraId, string CreditId, DateTimeOffset At);

    /// <param name="from">The item that the forms were compared with.</param>
    internal static Decision<Account> Decide(
        Account account, string from, Substitution substitution, string organisation, OrganisationProfile profile)
    {
        if (account.NotYetRead([substitution.Invoice]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (account.Invoices.GetValueOrDefault(substitution.Invoice) is not { } invoice || invoice.Find(substitution.Line) is not { } line || line.Item != from)
            return CommonRefusals.NotFound;
        if (line.IsCancelled)
            return RefundRefusals.LineCancelled.With(line.Id);

        var net = LinePricing.Net(substitution.Terms.UnitPrice, line.Quantity, line.Share);
        var taxes = LinePricing.Taxes(net, line.Taxes.Select(tax => tax.Code).Where(code => profile.Settings.Taxes.Any(tax => tax.Code == code)), profile.Settings);
        var total = taxes.Aggregate(net, (sum, tax) => sum + tax.Amount);
        var moved = invoice with
        {
            Lines = [.. invoice.Lines.Select(known => known == line ? line with { Item = substitution.Item, Description = substitution.Terms.Name } : known)],
        };
        var after = account.With(moved);
        if (total > line.Total)
            return Dearer(after, moved, line, substitution, organisation, profile);
        return total < line.Total
            ? Cheaper(after, moved, line, net, taxes, total, substitution, profile)
            : new Decision<Account>.Changed(
                after, new JournalNote("LineSubstituted", substitution.Reason, Corrects: invoice.Id), ViewOf(moved, null, null), []);
    }

    private static Decision<Account> Dearer(
        Account account, Invoice moved, InvoiceLine line, Substitution substitution, string organisation, OrganisationProfile profile)
    {
        var charged = line with { Item = substitution.Item, Description = substitution.Terms.Name, Category = substitution.Terms.Category };
        var decision = ChargeDifference.Decide(
            account, substitution.ExtraId, moved.Id, charged, substitution.Terms.UnitPrice, substitution.Reason, organisation, profile, substitution.At);
        if (decision is not Decision<Account>.Changed changed)
            return decision;
        return changed with
        {
            Note = changed.Note with { Action = "LineSubstituted", Corrects = moved.Id },
            Answer = ViewOf(moved, changed.After.Invoices[substitution.ExtraId], null),
        };
    }

    private static Decision<Account> Cheaper(
        Account account,
        Invoice moved,
        InvoiceLine line,
        Money net,
        IReadOnlyList<TaxAmount> taxes,
        Money total,
        Substitution substitution,
        OrganisationProfile profile)
    {
        var credit = Credit.New(
            substitution.CreditId,
            CreditKinds.Substitution,
            line.Total - total,
            substitution.Reason,
            profile.Calendar.Today(substitution.At),
            substitution.At,
            moved.PaidBy.Where(id => account.Payments.ContainsKey(id)).ToArray(),
            moved.Id);
        var totals = account.Head!.Totals;
        var zero = Money.Zero(net.Currency);
        Posting[] postings =
        [
            new(LedgerAccounts.Revenue(line.Category), line.Net - net),
            .. line.Taxes.Select(tax => new Posting(
                LedgerAccounts.Tax(tax.Code), tax.Amount - (taxes.FirstOrDefault(now => now.Code == tax.Code)?.Amount ?? zero))),
            new(LedgerAccounts.CreditsOwed, -credit.Amount),
        ];
        return new Decision<Account>.Changed(
            account.With(credit).With(totals with { Credited = checked(totals.Credited + credit.Amount.Minor) }),
            new JournalNote("LineSubstituted", substitution.Reason, Corrects: moved.Id) { Postings = Postings.Balanced(postings) },
            ViewOf(moved, null, credit),
            []);
    }

    private static Answer ViewOf(Invoice invoice, Invoice? extra, Credit? credit) => Answer.Ok(
        new View(InvoiceView.Of(invoice), extra is null ? null : InvoiceView.Of(extra), credit is null ? null : CreditView.Of(credit)),
        AccountsJson.Default.SubstituteLineView);
}
