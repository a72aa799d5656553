namespace Solde.Functions.Api;

/// <summary>Oldest or newest first, over a list that is stored oldest first.</summary>
internal sealed record ListOrder(bool NewestFirst, string? After, int Limit)
{
    private const string Newest = "newest";
    private const string Oldest = "oldest";

    /// <summary>Where the storage may begin to read. Newest first needs all of it: fine for one account, not for an organisation.</summary>
    public string? ReadAfter => NewestFirst ? null : After;

    public static ListOrder Read(string? order, string? cursor, int? limit, FieldErrors errors)
    {
        errors.OneOf("order", order, [Oldest, Newest], needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        return new ListOrder(order == Newest, after, size);
    }

    public async Task<Page<T>> PageAsync<T>(IAsyncEnumerable<T> items, Func<T, string> key, CancellationToken cancellation)
    {
        var needed = NewestFirst ? items : items.Take(Limit + 1);
        return Cursor.Page(await needed.ToListAsync(cancellation), key, After, Limit, NewestFirst);
    }
}
