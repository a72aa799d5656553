using Solde.Functions.Api;

namespace Solde.Functions.Items;

/// <summary>Finds items by a part of their name, as accounts are found.</summary>
internal static class SearchItems
{
    public sealed record Request(
        string? Text, string? Sort = null, string? Category = null, string? Cursor = null, int? Limit = null);

    public static async Task<Answer> Handle(Request request, Command command, CatalogueReader catalogue)
    {
        var errors = new FieldErrors();
        errors.Text("text", request.Text, FieldErrors.NameLength);
        return errors.Any ? errors.ToRefusal() : await ListItems.PageAsync(request, command, catalogue);
    }
}
