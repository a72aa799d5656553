using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Payments;

/// <summary>One comparison of an organisation's online payments and refunds with the provider's (PAY-12).</summary>
internal sealed record Comparison : IAggregate<Comparison>
{
    public static string Table => "Comparisons";

    public static string Kind => "comparison";

    public required string Id { get; init; }

    public ComparisonContent? Content { get; init; }

    public bool Exists => Content is not null;

    /// <summary>One for each night.</summary>
    public static string IdOfNight(string organisation, DateOnly day) =>
        "cmp_" + IdempotencyKey.Digest($"{organisation}\nnight\n{day:yyyy-MM-dd}")[..32];

    public static Comparison FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Content = rows.Get(Row.Head, ComparisonRows.Default.ComparisonContent),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Content!, ComparisonRows.Default.ComparisonContent);
    }
}

/// <param name="From">The first day, in the organisation's time zone, on which what is compared was asked for.</param>
/// <param name="To">The last one.</param>
/// <param name="Start">The instant at which the first day begins.</param>
/// <param name="End">The instant at which the last day is over.</param>
/// <param name="State">See <see cref="ComparisonStates"/>.</param>
/// <param name="Findings">How many of each kind, once it has ended.</param>
internal sealed record ComparisonContent(
    DateOnly From,
    DateOnly To,
    DateTimeOffset Start,
    DateTimeOffset End,
    string State,
    DateTimeOffset BegunAt,
    DateTimeOffset? EndedAt,
    FindingCounts Findings);

internal sealed record FindingCounts(int MissingHere, int MissingThere, int StateDiffers, int AmountDiffers)
{
    public static readonly FindingCounts None = new(0, 0, 0, 0);

    public FindingCounts With(string kind) => kind switch
    {
        FindingKinds.MissingHere => this with { MissingHere = MissingHere + 1 },
        FindingKinds.MissingThere => this with { MissingThere = MissingThere + 1 },
        FindingKinds.StateDiffers => this with { StateDiffers = StateDiffers + 1 },
        _ => this with { AmountDiffers = AmountDiffers + 1 },
    };
}

internal static class ComparisonStates
{
    public const string UnderWay = "under_way";
    public const string Done = "done";

    /// <summary>The storage or the provider was out of reach for hours; what was found until then stands.</summary>
    public const string Failed = "failed";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ComparisonContent))]
[JsonSerializable(typeof(FindingContent))]
internal sealed partial class ComparisonRows : JsonSerializerContext;
