using System.Globalization;
using Solde.Functions.Api;

namespace Solde.Functions.Items;

/// <summary>The organisation's items: sorted, filtered, paged (COM-09). <see cref="SearchItems"/> searches.</summary>
internal static class ListItems
{
    private const string ByName = "name";
    private const string Newest = "newest";

    public static Task<Answer> Handle(
        string? sort, string? category, string? cursor, int? limit, Command command, CatalogueReader catalogue) =>
        PageAsync(new SearchItems.Request(null, sort, category, cursor, limit), command, catalogue);

    internal static async Task<Answer> PageAsync(SearchItems.Request asked, Command command, CatalogueReader catalogue)
    {
        var errors = new FieldErrors();
        errors.OneOf("sort", asked.Sort, [ByName, Newest], needed: false);
        errors.Id("category", asked.Category, needed: false);
        var (after, size) = Cursor.Read(asked.Cursor, asked.Limit, errors);
        if (errors.Any)
            return errors.ToRefusal();

        var found = await catalogue.AllAsync(command.Organisation, command.CancellationToken)
            .Where(item => asked.Category is null || item.Terms!.Category == asked.Category)
            .Where(item => asked.Text is null || item.Terms!.Name.Contains(asked.Text, StringComparison.OrdinalIgnoreCase))
            .ToListAsync(command.CancellationToken);
        var page = asked.Sort == Newest
            ? Cursor.Page(found, KeyByTime, after, size, descending: true)
            : Cursor.Page(found, KeyByName, after, size);
        return Cursor.Answer(
            new Page<ItemView>([.. page.Items.Select(item => ItemView.Of(item.Id, item.Terms!))], page.Next),
            ItemsJson.Default.PageItemView);
    }

    private static string KeyByName(Item item) => $"{NameOrder.KeyOf(item.Terms!.Name)}|{item.Id}";

    private static string KeyByTime(Item item) =>
        $"{item.Terms!.AddedAt.UtcDateTime.ToString("yyyyMMddHHmmssfffffff", CultureInfo.InvariantCulture)}|{item.Id}";
}
