using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>One event of a service's trail as exports write it; a service without any has one line, without event (VOU-09).</summary>
/// <param name="Event">See <see cref="TrailEvents"/>.</param>
/// <param name="Numbers">Of the vouchers that it is about.</param>
/// <param name="Code">After the event.</param>
/// <param name="CurrentCode">The service's own, now.</param>
internal sealed record ExportLine(
    string Company,
    string Wallet,
    string Service,
    string? Worker,
    DateOnly PerformedOn,
    int Vouchers,
    int Allocated,
    int Missing,
    string? Event,
    DateOnly? Date,
    string? Remittance,
    IReadOnlyList<string> Numbers,
    long AmountMinor,
    string Currency,
    int Code,
    string Label,
    int CurrentCode,
    string CurrentLabel)
{
    public static readonly IReadOnlyList<CsvColumn<ExportLine>> Columns =
    [
        Csv.Text<ExportLine>("company", line => line.Company),
        Csv.Text<ExportLine>("wallet", line => line.Wallet),
        Csv.Text<ExportLine>("service", line => line.Service),
        Csv.Text<ExportLine>("worker", line => line.Worker),
        Csv.Text<ExportLine>("performedOn", line => line.PerformedOn.ToString("yyyy-MM-dd")),
        Csv.Number<ExportLine>("vouchers", line => line.Vouchers),
        Csv.Number<ExportLine>("allocated", line => line.Allocated),
        Csv.Number<ExportLine>("missing", line => line.Missing),
        Csv.Text<ExportLine>("event", line => line.Event),
        Csv.Text<ExportLine>("date", line => line.Date?.ToString("yyyy-MM-dd")),
        Csv.Text<ExportLine>("remittance", line => line.Remittance),
        Csv.Number<ExportLine>("count", line => line.Numbers.Count),
        Csv.Text<ExportLine>("numbers", line => string.Join(' ', line.Numbers)),
        Csv.Number<ExportLine>("amountMinor", line => line.AmountMinor),
        Csv.Text<ExportLine>("currency", line => line.Currency),
        Csv.Number<ExportLine>("code", line => line.Code),
        Csv.Text<ExportLine>("label", line => line.Label),
        Csv.Number<ExportLine>("currentCode", line => line.CurrentCode),
        Csv.Text<ExportLine>("currentLabel", line => line.CurrentLabel),
    ];

    public static IEnumerable<ExportLine> Of(string wallet, Service service, BusinessCalendar calendar, string currency, string language)
    {
        var current = ServiceStatus.Of(service);
        var line = new ExportLine(
            service.Company,
            wallet,
            service.Id,
            service.Worker?.Reference ?? service.Worker?.Name,
            service.PerformedOn,
            service.Vouchers,
            service.Allocated,
            service.Missing,
            Event: null,
            Date: null,
            Remittance: null,
            [],
            AmountMinor: 0,
            currency,
            current.Code,
            current.Label.In(language),
            current.Code,
            current.Label.In(language));
        var trail = ServiceTrail.Of(service);
        return trail.Count == 0 ? [line] : trail.Select(happened => line with
        {
            Event = happened.Kind,
            Date = happened.On ?? calendar.Today(happened.At),
            Remittance = happened.Remittance,
            Numbers = [.. happened.Vouchers.SelectMany(NumbersOf)],
            AmountMinor = happened.Vouchers.Sum(run => run.Amount.Minor),
            Code = happened.Status.Code,
            Label = happened.Status.Label.In(language),
        });
    }

    private static IEnumerable<string> NumbersOf(VoucherRun run) =>
        Enumerable.Range(0, run.Count).Select(index => Lot.NumberText(run.From + index));
}
