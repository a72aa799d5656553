using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>Lists as the provider gives them: newest first, by cursor, ten a page unless asked.</summary>
internal static class Listing
{
    private const int MaximumLimit = 100;

    private static readonly Parameter Created = new("created", ParameterKind.Map)
    {
        Fields = [.. new[] { "gt", "gte", "lt", "lte" }.Select(name => new Parameter(name, ParameterKind.Integer))],
    };

    /// <summary>A list at <paramref name="route"/>; each filter's name is a field that must equal what was sent.</summary>
    public static Operation Of(string route, string kind, params IReadOnlyList<Parameter> filters) => Operation.Get(
        route,
        call => Page(call, kind, route, item => filters.All(filter => Agrees(item, filter.Name, call.Form))),
        Accepting(filters));

    public static IReadOnlyList<Parameter> Accepting(IReadOnlyList<Parameter> filters) =>
        [.. filters, new("limit", ParameterKind.Integer), "starting_after", "ending_before", Created];

    public static Answer Page(Call call, string kind, string route, Func<JsonObject, bool> belongs)
    {
        var form = call.Form;
        var asked = form.Integer("limit") ?? 10;
        if (asked is < 1 or > MaximumLimit)
            return Refuse.Invalid("parameter_invalid_integer", $"The limit must be from 1 to {MaximumLimit}.", "limit");
        var backwards = form.Text("ending_before") is not null;
        var cursorName = backwards ? "ending_before" : "starting_after";
        var cursor = form.Text(cursorName);
        if (cursor is not null && call.Change.Find(kind, cursor) is null)
            return Refuse.Missing(kind, cursor, cursorName);

        // The cursor may be an object that the filter leaves out (an event that was delivered since), so it is found before filtering.
        var all = call.Change.All(kind).Reverse().ToList();
        var at = cursor is null ? -1 : all.FindIndex(item => item.Id() == cursor);
        var candidates = backwards ? all.Take(at).Reverse() : all.Skip(at + 1);
        var limit = (int)asked;
        var found = candidates.Where(item => belongs(item) && WasCreatedWithin(item, form.Nested("created"))).Take(limit + 1).ToList();

        var page = found.Take(limit);
        return Answer.Ok(new JsonObject
        {
            ["object"] = "list",
            ["url"] = "/v1/" + route.Replace("{id}", call.Id, StringComparison.Ordinal),
            ["has_more"] = found.Count > limit,
            ["data"] = Json.ToArray((backwards ? page.Reverse() : page).Select(item => item.DeepClone())),
        });
    }

    private static bool Agrees(JsonObject item, string name, FormBody form) =>
        form.Text(name) is not { } wanted || item.Text(name) == wanted;

    private static bool WasCreatedWithin(JsonObject item, FormBody range)
    {
        // A bound that was not sent is null, and a comparison with null is false.
        var created = item.Number("created");
        var tooEarly = created <= range.Integer("gt") || created < range.Integer("gte");
        var tooLate = created >= range.Integer("lt") || created > range.Integer("lte");
        return !tooEarly && !tooLate;
    }
}
