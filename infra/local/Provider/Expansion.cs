using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// Puts whole objects where an answer has their ids, as <c>expand</c> asks: <c>latest_charge.balance_transaction</c>, <c>data.customer</c>.
/// </summary>
internal static class Expansion
{
    private const int MaximumDepth = 4;

    private static readonly Dictionary<string, string> KindByField = new(StringComparer.Ordinal)
    {
        ["balance_transaction"] = "balance_transaction",
        ["charge"] = "charge",
        ["customer"] = "customer",
        ["default_payment_method"] = "payment_method",
        ["failure_balance_transaction"] = "balance_transaction",
        ["latest_charge"] = "charge",
        ["payment_intent"] = "payment_intent",
        ["payment_method"] = "payment_method",
    };

    /// <summary>A balance transaction's source is of any of these kinds; the beginning of its id says of which.</summary>
    private static readonly Dictionary<string, string> KindByPrefix = new(StringComparer.Ordinal)
    {
        ["ch"] = "charge",
        ["dp"] = "dispute",
        ["po"] = "payout",
        ["re"] = "refund",
    };

    public static Answer Apply(Change change, Answer answer, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            var steps = path.Split('.');
            if (steps.Length > MaximumDepth)
                return Refuse.Invalid("property_expansion_max_depth", $"You cannot expand more than {MaximumDepth} levels.", "expand");
            if (!Expand(change, answer.Body, steps))
                return Refuse.Invalid(null, $"This property cannot be expanded ({path}).", "expand");
        }

        return answer;
    }

    private static bool Expand(Change change, JsonNode node, ReadOnlySpan<string> steps)
    {
        if (steps.IsEmpty)
            return true;
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                if (!Expand(change, item!, steps))
                    return false;
            }

            return true;
        }

        var fields = node.AsObject();
        if (!fields.TryGetPropertyValue(steps[0], out var value))
            return false;
        if (value is JsonValue plain)
        {
            if (!plain.TryGetValue<string>(out var id) || KindOf(steps[0], id) is not { } kind)
                return false;
            fields[steps[0]] = value = change.Get(kind, id).DeepClone();
        }

        return value is null || Expand(change, value, steps[1..]);
    }

    private static string? KindOf(string field, string id) =>
        field == "source" ? KindByPrefix.GetValueOrDefault(id.Split('_')[0]) : KindByField.GetValueOrDefault(field);
}
