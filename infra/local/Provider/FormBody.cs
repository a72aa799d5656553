using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// A form or a query in the provider's encoding: <c>metadata[order]=1</c> nests, <c>expand[0]=customer</c> lists (<c>expand[]=customer</c>
/// adds to a list), an empty value unsets. Lists are objects keyed by index until they are read.
/// </summary>
internal sealed class FormBody
{
    private const int MaximumPairs = 1000;
    private const int MaximumDepth = 6;

    private FormBody(JsonObject values) => Values = values;

    public JsonObject Values { get; }

    /// <summary>The same for two bodies that say the same in another order; what an idempotency key is bound to.</summary>
    public string Fingerprint { get; private init; } = "";

    /// <summary>Null where the text is no such form.</summary>
    public static FormBody? Parse(string encoded)
    {
        var pairs = encoded.Split('&', StringSplitOptions.RemoveEmptyEntries);
        if (pairs.Length > MaximumPairs)
            return null;
        var root = new JsonObject();
        foreach (var pair in pairs)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(cut < 0 ? pair : pair[..cut]);
            if (Segments(name) is not { } segments || !Place(root, segments, cut < 0 ? "" : Decode(pair[(cut + 1)..])))
                return null;
        }

        return new FormBody(root) { Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(root)))) };
    }

    public bool Has(string name) => Values.ContainsKey(name);

    /// <summary>Null where the parameter is absent or empty.</summary>
    public string? Text(string name) =>
        Values[name] is JsonValue value && value.GetValue<string>() is { Length: > 0 } text ? text : null;

    public long? Integer(string name) => Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public bool Flag(string name) => Text(name) == "true";

    public IReadOnlyList<string> List(string name) =>
        [.. (Map(name) ?? []).Select(item => item.Value).OfType<JsonValue>().Select(item => item.GetValue<string>())];

    public JsonObject? Map(string name) => Values[name] as JsonObject;

    public FormBody Nested(string name) => new(Map(name) ?? []);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static List<string>? Segments(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
            return name.Length == 0 ? null : [name];
        if (open == 0 || !name.EndsWith(']'))
            return null;
        List<string> segments = [name[..open], .. name[(open + 1)..^1].Split("][")];
        var clean = segments.TrueForAll(segment => !segment.AsSpan().ContainsAny('[', ']'));
        return clean && segments.Count <= MaximumDepth ? segments : null;
    }

    private static bool Place(JsonObject target, List<string> segments, string value)
    {
        foreach (var segment in segments.SkipLast(1))
        {
            switch (target[segment])
            {
                case JsonObject inner:
                    target = inner;
                    break;
                case null:
                    var added = new JsonObject();
                    target[segment] = added;
                    target = added;
                    break;
                default:
                    return false;
            }
        }

        var last = segments[^1].Length == 0 ? target.Count.ToString(CultureInfo.InvariantCulture) : segments[^1];
        if (target[last] is JsonObject)
            return false;
        target[last] = value;
        return true;
    }

    private static string Sorted(JsonNode node)
    {
        if (node is not JsonObject map)
            return node.ToJsonString();
        var fields = map.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{JsonValue.Create(field.Key).ToJsonString()}:{Sorted(field.Value!)}");
        return "{" + string.Join(',', fields) + "}";
    }
}
