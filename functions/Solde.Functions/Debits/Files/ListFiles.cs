using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The files that went out, as they were made, filtered and paged (COM-09).</summary>
internal static class ListFiles
{
    public static async Task<Answer> Handle(
        string? outlet, string? run, string? month, string? order, string? cursor, int? limit, Command command, FileReader files)
    {
        var errors = new FieldErrors();
        errors.Id("outlet", outlet, needed: false);
        errors.Id("run", run, needed: false);
        DebitMonth.Check("month", month, errors, needed: false);
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
