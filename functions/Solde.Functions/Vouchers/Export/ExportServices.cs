using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Services of a company, or of all, as a file with their whole trail (VOU-09, COM-10). Streamed from the rows of the lists, a page of
/// the storage at a time: no wallet is read, and memory does not grow with the number of services.
/// </summary>
internal static class ExportServices
{
    public static async Task<IResult> HandleCompany(
        string company,
        string? format,
        DateOnly? from,
        DateOnly? to,
        Command command,
        CompanyServices services,
        JournalReader journal,
        VoucherTerms terms)
    {
        var errors = Check(format, from, to);
        if (errors.Any)
            return Answer.Refused(errors.ToRefusal());
        if (await journal.NewestAsync<Company>(command.Organisation, company, command.CancellationToken) == 0)
            return Answer.Refused(CommonRefusals.NotFound);
        var shown = services.ShownAsync(command.Organisation, company, from, to, command.CancellationToken);
        return File($"services-{company}", format, shown, command, await terms.NowAsync(command));
    }

    public static async Task<IResult> HandleAll(
        string? format, DateOnly? from, DateOnly? to, Command command, CompanyServices services, VoucherTerms terms)
    {
        var errors = Check(format, from, to);
        if (errors.Any)
            return Answer.Refused(errors.ToRefusal());
        var shown = services.ShownAsync(command.Organisation, company: null, from, to, command.CancellationToken);
        return File("services", format, shown, command, await terms.NowAsync(command));
    }

    private static IResult File(
        string name, string? format, IAsyncEnumerable<ShownService> services, Command command, VoucherMoment moment)
    {
        var (calendar, currency) = (moment.Calendar, moment.Profile.Currency);
        var lines = services.SelectMany(shown => ExportLine.Of(shown.Wallet, shown.Service, calendar, currency, command.Language));
        return format == "json"
            ? new JsonExport<ExportLine>(lines, VouchersJson.Default.IAsyncEnumerableExportLine)
            : new CsvExport<ExportLine>(name, ExportLine.Columns, lines);
    }

    private static FieldErrors Check(string? format, DateOnly? from, DateOnly? to)
    {
        var errors = new FieldErrors();
        errors.OneOf("format", format, ["csv", "json"], needed: false);
        errors.Day("from", from);
        errors.Day("to", to);
        return errors;
    }
}
