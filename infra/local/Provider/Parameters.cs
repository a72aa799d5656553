using System.Globalization;
using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

internal enum ParameterKind
{
    Text,
    Integer,
    Amount,
    Boolean,
    List,

    /// <summary>A nested object; without declared fields, any are taken (metadata, options that the sandbox does not act on).</summary>
    Map,
}

internal sealed record Parameter(string Name, ParameterKind Kind = ParameterKind.Text, bool Required = false)
{
    public IReadOnlyList<Parameter>? Fields { get; init; }

    public IReadOnlyList<string>? OneOf { get; init; }

    public static implicit operator Parameter(string name) => new(name);
}

/// <summary>
/// Holds what was sent against what an operation accepts. What is refused here never began to execute, so no idempotency key remembers
/// it; what an operation refuses itself is remembered.
/// </summary>
internal static class Parameters
{
    private const long SmallestAmount = 50;
    private const long LargestAmount = 99_999_999;

    public static readonly Parameter Expand = new("expand", ParameterKind.List);
    public static readonly Parameter Metadata = new("metadata", ParameterKind.Map);

    public static Answer? Check(IReadOnlyList<Parameter> accepted, FormBody form) => Check(accepted, form.Values, "");

    private static Answer? Check(IReadOnlyList<Parameter> accepted, JsonObject values, string within)
    {
        foreach (var (name, value) in values)
        {
            var shown = Shown(within, name);
            if (accepted.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
                return Refuse.Invalid("parameter_unknown", $"Received unknown parameter: {shown}", shown);
            if (CheckValue(parameter, value!, shown) is { } refusal)
                return refusal;
        }

        var missing = accepted.FirstOrDefault(parameter => parameter.Required && IsEmpty(values[parameter.Name]));
        if (missing is null)
            return null;
        var absent = Shown(within, missing.Name);
        return Refuse.Invalid("parameter_missing", $"Missing required param: {absent}.", absent);
    }

    private static Answer? CheckValue(Parameter parameter, JsonNode value, string shown)
    {
        if (value is JsonObject map)
            return CheckMap(parameter, map, shown);
        var text = value.GetValue<string>();
        return parameter.Kind switch
        {
            _ when text.Length == 0 => null,
            ParameterKind.Map or ParameterKind.List => Refuse.Invalid("parameter_invalid", "Invalid object", shown),
            ParameterKind.Boolean when text is not ("true" or "false") =>
                Refuse.Invalid("parameter_invalid", $"Invalid boolean: {text}", shown),
            ParameterKind.Integer or ParameterKind.Amount => CheckInteger(parameter, text, shown),
            _ when parameter.OneOf?.Contains(text) == false =>
                Refuse.Invalid("parameter_invalid", $"Invalid {shown}: must be one of {string.Join(", ", parameter.OneOf)}", shown),
            _ => null,
        };
    }

    private static Answer? CheckMap(Parameter parameter, JsonObject map, string shown) => parameter.Kind switch
    {
        ParameterKind.List when map.All(item => int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)) => null,
        ParameterKind.List => Refuse.Invalid("parameter_invalid", "Invalid array", shown),
        ParameterKind.Map => parameter.Fields is { } fields ? Check(fields, map, shown) : null,
        _ => Refuse.Invalid("parameter_invalid", $"Invalid string: {shown}", shown),
    };

    private static Answer? CheckInteger(Parameter parameter, string text, string shown)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return Refuse.Invalid("parameter_invalid_integer", $"Invalid integer: {text}", shown);
        if (parameter.Kind != ParameterKind.Amount)
            return null;
        return number switch
        {
            < 1 => Refuse.Invalid("parameter_invalid_integer", "This value must be greater than or equal to 1.", shown),
            < SmallestAmount => Refuse.Invalid("amount_too_small", $"Amount must be at least {SmallestAmount} in minor units.", shown),
            > LargestAmount => Refuse.Invalid("amount_too_large", $"Amount must be no more than {LargestAmount} in minor units.", shown),
            _ => null,
        };
    }

    private static bool IsEmpty(JsonNode? value) => value is null || (value is JsonValue text && text.GetValue<string>().Length == 0);

    private static string Shown(string within, string name) => within.Length == 0 ? name : $"{within}[{name}]";
}
