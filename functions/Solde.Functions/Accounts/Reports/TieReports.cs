using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// How revenue and receipts of a period tie (BIL-27): from what all accounts together owed before it to what they owed
/// after it, by what lies between. Reads every entry up to the period's end, once.
/// </summary>
internal static class TieReports
{
    /// <param name="Opening">The balance of all accounts before the period: owed above zero, in their favour below.</param>
    /// <param name="Invoiced">Taxes included, as in the total of the revenue report. Adds to the balance.</param>
    /// <param name="Cancelled">Taxes included. Takes from the balance.</param>
    /// <param name="Received">The total of the receipts report. Takes from the balance.</param>
    /// <param name="GivenBack">Adds to the balance.</param>
    /// <param name="Adjustments">What the organisation gave up outside of invoices, by kind. Takes from the balance.</param>
    /// <param name="Transfers">Credits that left an account less those that arrived at another. Adds to the balance.</param>
    /// <param name="Closing">The balance of all accounts after the period, summed from their own postings.</param>
    /// <param name="Receivable">Of the closing balance, invoices less money.</param>
    /// <param name="CreditsOwed">Of the closing balance, what credit notes still hold: below zero.</param>
    /// <param name="Holds">Opening and all that lies between is the closing balance, to the cent.</param>
    public sealed record View(
        DateOnly From,
        DateOnly To,
        Money Opening,
        Money Invoiced,
        Money Cancelled,
        Money Received,
        Money GivenBack,
        IReadOnlyList<Adjustment> Adjustments,
        Money Transfers,
        Money Closing,
        Money Receivable,
        Money CreditsOwed,
        bool Holds);

    /// <param name="Kind">Of the credit note, see <see cref="CreditKinds"/>.</param>
    public sealed record Adjustment(string Kind, Money Amount);

    public static async Task<Answer> Handle(
        DateOnly? from,
        DateOnly? to,
        Command command,
        JournalReader journal,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        if (ReportPeriod.Read(from, to, profile.Calendar, clock.GetUtcNow(), errors) is not { } period)
            return errors.ToRefusal();
        var earlier = new Turnover(profile.Currency);
        var during = new Turnover(profile.Currency);
        await foreach (var entry in journal.BookedAsync<Account>(command.Organisation, null, period.End, command.CancellationToken))
            (entry.At < period.Start ? earlier : during).Add(entry);
        return Answer.Ok(Of(period, earlier, during), AccountsJson.Default.TieReportsView);
    }

    internal static View Of(ReportPeriod period, Turnover earlier, Turnover during)
    {
        var revenue = ReportRevenue.Of(period, during).Total;
        var receipts = ReportReceipts.Of(period, during).Total;
        var adjustments = during.Under(LedgerAccounts.Adjustments(""));
        var transfers = -during.Of(LedgerAccounts.Transfers).Net;
        var opening = Owed(earlier);
        var closing = opening + Owed(during);
        var expected = opening + revenue.Net - receipts.Net - during.Sum(adjustments, line => line.Net) + transfers;
        return new View(
            period.From,
            period.To,
            opening,
            revenue.Invoiced,
            revenue.Cancelled,
            receipts.Received,
            receipts.GivenBack,
            [.. adjustments.Select(line => new Adjustment(line.Name, line.Net))],
            transfers,
            closing,
            earlier.Of(LedgerAccounts.Receivable).Net + during.Of(LedgerAccounts.Receivable).Net,
            earlier.Of(LedgerAccounts.CreditsOwed).Net + during.Of(LedgerAccounts.CreditsOwed).Net,
            expected == closing);
    }

    private static Money Owed(Turnover turnover) =>
        turnover.Of(LedgerAccounts.Receivable).Net + turnover.Of(LedgerAccounts.CreditsOwed).Net;
}
