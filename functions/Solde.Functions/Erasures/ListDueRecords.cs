using Solde.Functions.Api;

namespace Solde.Functions.Erasures;

/// <summary>The dry run of an erasure, kind by kind.</summary>
internal static class ListDueRecords
{
    public static async Task<Answer> Handle(string? kind, string? cursor, int? limit, Command command, RecordKinds kinds, RetentionTerms retention)
    {
        var errors = new FieldErrors();
        errors.OneOf("kind", kind, kinds.Names);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var terms = await retention.OfAsync(command.Organisation, command.CancellationToken);
        var due = kinds[kind!].UnchangedSinceAsync(command.Organisation, terms.Latest, after, command.CancellationToken).Where(terms.IsOver);
        var page = await due.Take(size + 1).ToListAsync(command.CancellationToken);
        return Cursor.Answer(
            new Page<DueRecordView>(
                [.. page.Take(size).Select(DueRecordView.Of)],
                page.Count > size ? Cursor.After(page[size - 1].Id) : null),
            ErasuresJson.Default.PageDueRecordView);
    }
}
