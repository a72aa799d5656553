using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Aggregates;

/// <summary>The journal of one aggregate through the API, newest or oldest first (COM-04).</summary>
internal static class JournalPage
{
    private const string Newest = "newest";
    private const string Oldest = "oldest";

    public static Task<Answer> ReadAsync<T>(
        string id, string? order, string? cursor, int? limit, Command command, JournalReader journal, JsonTypeInfo<Page<JournalEntry>> type)
        where T : class, IAggregate<T> =>
        ReadAsync(
            order,
            cursor,
            limit,
            (after, size, newestFirst) =>
                journal.PageAsync<T>(command.Organisation, id, after, size, newestFirst, command.CancellationToken),
            type);

    /// <param name="page">Entries behind a number (null for the first, or newest), so many, newest first or oldest first.</param>
    public static async Task<Answer> ReadAsync(
        string? order,
        string? cursor,
        int? limit,
        Func<long?, int, bool, Task<IReadOnlyList<JournalEntry>>> page,
        JsonTypeInfo<Page<JournalEntry>> type)
    {
        var errors = new FieldErrors();
        errors.OneOf("order", order, [Newest, Oldest], needed: false);
        var (text, size) = Cursor.Read(cursor, limit, errors);
        long? after = null;
        if (text is not null && !errors.Any)
        {
            if (long.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0)
                after = number;
            else
                errors.Add("cursor", Cursor.NotOfThisList);
        }
        if (errors.Any)
            return errors.ToRefusal();

        var newestFirst = order != Oldest;
        var entries = await page(after, size, newestFirst);
        var isLast = entries.Count < size || (newestFirst && entries[^1].Sequence == 1);
        return Cursor.Answer(
            new Page<JournalEntry>(entries, isLast ? null : Cursor.After(entries[^1].Sequence.ToString(CultureInfo.InvariantCulture))),
            type);
    }
}
