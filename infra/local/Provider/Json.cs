using System.Globalization;
using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// Reads fields of the provider's objects. A node made here and one read from the state file hold their numbers differently, and the
/// ordinary accessors tell them apart; these do not.
/// </summary>
internal static class Json
{
    public static string? Text(this JsonObject source, string name) => source[name]?.GetValue<string>();

    public static string Id(this JsonObject source) => source.Text("id")!;

    public static string Kind(this JsonObject source) => source.Text("object")!;

    public static bool Flag(this JsonObject source, string name) => source[name]?.GetValue<bool>() ?? false;

    public static long Number(this JsonObject source, string name) =>
        source[name] is { } node ? long.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : 0;

    public static JsonObject Copy(this JsonObject source) => source.DeepClone().AsObject();

    public static JsonArray ToArray(IEnumerable<JsonNode?> items) => new([.. items]);
}
