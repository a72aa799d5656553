using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// An extra invoice for the difference when a line's price has risen after it was charged (BIL-05). The first invoice
/// stays as it is; what pays the extra one finds it like any other.
/// </summary>
internal static class ChargeDifference
{
    /// <param name="UnitPrice">The new price of the line.</param>
    public sealed record Request(Money? UnitPrice, string? Reason);

    public static async Task<Answer> Handle(
        string account,
        string invoice,
        string line,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        errors.Amount("unitPrice", request.UnitPrice ?? default, profile.Currency);
        errors.Reason(request.Reason);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        var (id, now) = (IdempotencyKey.NewId("inv"), clock.GetUtcNow());
        return await accounts.ChangeAsync(account, command, current =>
        {
            if (current.NotYetRead([invoice]) is { Count: > 0 } unread)
                return new Decision<Account>.NeedsRows(unread);
            if (current.Invoices.GetValueOrDefault(invoice)?.Find(line) is not { } charged)
                return CommonRefusals.NotFound;
            if (charged.IsCancelled)
                return RefundRefusals.LineCancelled.With(line);
            return Decide(current, id, invoice, charged, request.UnitPrice!.Value, request.Reason!, command.Organisation, profile, now);
        });
    }

    internal static Decision<Account> Decide(
        Account account,
        string id,
        string invoice,
        InvoiceLine charged,
        Money unitPrice,
        string reason,
        string organisation,
        OrganisationProfile profile,
        DateTimeOffset now)
    {
        var net = LinePricing.Net(unitPrice, charged.Quantity, charged.Share) - charged.Net;
        if (!net.IsPositive)
            return AccountRefusals.NotDearer.With(charged.UnitPrice, unitPrice);
        var taxes = LinePricing.Taxes(net, charged.Taxes.Select(tax => tax.Code).Where(code => profile.Settings.Taxes.Any(tax => tax.Code == code)), profile.Settings);
        var zero = Money.Zero(net.Currency);
        var line = charged with
        {
            Id = "1",
            Quantity = 1,
            UnitPrice = net,
            Share = null,
            Net = net,
            Taxes = taxes,
            Total = taxes.Aggregate(net, (sum, tax) => sum + tax.Amount),
            Allocated = zero,
            Cancelled = zero,
            Credited = zero,
            Provisional = null,
        };
        var today = profile.Calendar.Today(now);
        return IssueInvoice.Issued(account, new Invoice(id, null, today, [today], [line], now, [], ExtraTo: invoice), reason, organisation);
    }
}
