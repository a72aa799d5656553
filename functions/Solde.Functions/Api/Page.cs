using System.Buffers.Text;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Functions.Api;

/// <summary>One page of a list (COM-09). <see cref="Next"/> is null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Where a page begins: after a key, never at an offset, so that rows added meanwhile neither repeat nor hide others.
/// Opaque to callers.
/// </summary>
public static class Cursor
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public static readonly Text NotOfThisList = new(
        "is no cursor of this list", "n'est pas un curseur de cette liste", "não é um cursor desta lista", "is geen cursor van deze lijst");
    private static readonly Text BadLimit = new(
        "must be from 1 to {0}", "doit être de 1 à {0}", "deve ser de 1 a {0}", "moet van 1 tot {0} zijn");

    public static string After(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The key to go on after, and the page size; what is wrong with them goes to <paramref name="errors"/>.</summary>
    public static (string? After, int Limit) Read(string? cursor, int? limit, FieldErrors errors)
    {
        if (limit is < 1 or > MaxLimit)
            errors.Add("limit", BadLimit, MaxLimit);
        string? after = null;
        if (cursor is not null)
        {
            if (cursor.Length <= 1000 && Base64Url.IsValid(cursor))
                after = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            else
                errors.Add("cursor", NotOfThisList);
        }
        return (after, limit ?? DefaultLimit);
    }

    /// <summary>
    /// A page of what is already in memory, in the given order of unique keys.
    /// </summary>
    public static Page<T> Page<T>(IEnumerable<T> items, Func<T, string> key, string? after, int limit, bool descending = false)
    {
        var ordered = descending ? items.OrderByDescending(key, StringComparer.Ordinal) : items.OrderBy(key, StringComparer.Ordinal);
        var rest = after is null
            ? ordered
            : ordered.Where(item => descending ? string.CompareOrdinal(key(item), after) < 0 : string.CompareOrdinal(key(item), after) > 0);
        var page = rest.Take(limit + 1).ToList();
        if (page.Count <= limit)
            return new Page<T>(page, null);
        page.RemoveAt(limit);
        return new Page<T>(page, After(key(page[^1])));
    }

    public static Answer Answer<T>(Page<T> page, JsonTypeInfo<Page<T>> type) => Api.Answer.Ok(page, type);
}
