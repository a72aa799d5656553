using System.Globalization;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The files that went out, as they were made, filtered and paged (COM-09).</summary>
internal static class ListFiles
{
    private static readonly Text NoMonth = new(
        "must be a month such as 2026-04", "doit être un mois tel que 2026-04", "deve ser um mês como 2026-04", "moet een maand zijn, zoals 2026-04");

    public static async Task<Answer> Handle(
        string? outlet, string? run, string? month, string? order, string? cursor, int? limit, Command command, FileReader files)
    {
        var errors = new FieldErrors();
        errors.Id("outlet", outlet, needed: false);
        errors.Id("run", run, needed: false);
        if (month is not null && !DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            errors.Add("month", NoMonth);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();

        // They lie by outlets, and are wanted by time: an organisation's files of years are read at once.
        var found = await files.AllAsync(command.Organisation, outlet, command.CancellationToken)
            .Where(file => run is null || file.Run == run)
            .Where(file => month is null || file.Months.Contains(month))
            .ToListAsync(command.CancellationToken);
        var page = Cursor.Page(found.Select(SentFileView.Of), KeyOf, list.After, list.Limit, list.NewestFirst);
        return Cursor.Answer(page, DebitsJson.Default.PageSentFileView);
    }

    private static string KeyOf(SentFileView file) => $"{file.CreatedAt.UtcTicks:D19}|{file.Outlet}|{file.File:D9}";
}
