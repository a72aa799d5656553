using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Money that came in during a period, by method, less what went out again (BIL-27).</summary>
internal static class ReportReceipts
{
    public sealed record View(DateOnly From, DateOnly To, IReadOnlyList<ReceiptsLine> Methods, ReceiptsLine Total);

    /// <param name="Method">Null in the sum.</param>
    /// <param name="Received">Payments, and refunds that came back or were written down by mistake.</param>
    /// <param name="GivenBack">Refunds, and payments that were cancelled or that the bank took back.</param>
    public sealed record ReceiptsLine(string? Method, Money Received, Money GivenBack, Money Net);

    private static readonly IReadOnlyList<CsvColumn<ReceiptsLine>> Columns =
    [
        Csv.Text<ReceiptsLine>("method", line => line.Method ?? "total"),
        Csv.Number<ReceiptsLine>("received_minor", line => line.Received.Minor),
        Csv.Number<ReceiptsLine>("given_back_minor", line => line.GivenBack.Minor),
        Csv.Number<ReceiptsLine>("net_minor", line => line.Net.Minor),
        Csv.Text<ReceiptsLine>("currency", line => line.Net.Currency),
    ];

    public static async Task<IResult> Handle(
        DateOnly? from,
        DateOnly? to,
        string? format,
        Command command,
        JournalReader journal,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        errors.OneOf("format", format, ["csv", "json"], needed: false);
        if (ReportPeriod.Read(from, to, profile.Calendar, clock.GetUtcNow(), errors) is not { } period)
            return Answer.Refused(errors.ToRefusal());
        var view = Of(period, await Turnover.OfAsync(period, command.Organisation, profile.Currency, journal, command.CancellationToken));
        return format == "csv"
            ? new CsvExport<ReceiptsLine>(
                $"receipts-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}", Columns, view.Methods.Append(view.Total).ToAsyncEnumerable())
            : Answer.Ok(view, AccountsJson.Default.ReportReceiptsView);
    }

    internal static View Of(ReportPeriod period, Turnover turnover)
    {
        var methods = turnover.Under(LedgerAccounts.Receipts(""));
        var total = new ReceiptsLine(
            null,
            turnover.Sum(methods, method => method.Debits),
            turnover.Sum(methods, method => method.Credits),
            turnover.Sum(methods, method => method.Net));
        return new View(
            period.From,
            period.To,
            [.. methods.Select(method => new ReceiptsLine(method.Name, method.Debits, method.Credits, method.Net))],
            total);
    }
}
