using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Partners;

/// <summary>One event on its way to one subscription, with the log of its attempts (PAY-16).</summary>
internal sealed record Delivery : IAggregate<Delivery>
{
    public static string Table => "Deliveries";

    public static string Kind => "delivery";

    public required string Id { get; init; }

    public DeliveryContent? Content { get; init; }

    public bool Exists => Content is not null;

    /// <summary>One for each event and subscription.</summary>
    public static string IdOf(string happened, string subscription) => "dlv_" + IdempotencyKey.Digest($"{happened}\n{subscription}")[..32];

    public static Delivery FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Content = rows.Get(Row.Head, DeliveryRows.Default.DeliveryContent),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Content!, DeliveryRows.Default.DeliveryContent);
    }
}

/// <param name="State">See <see cref="DeliveryStates"/>.</param>
/// <param name="Round">1 for the first sending; each sending again is a new one, and what an older one still plans is dropped.</param>
/// <param name="Revision">Rises with each change.</param>
internal sealed record DeliveryContent(
    string Subscription, PartnerEvent Event, string State, int Round, IReadOnlyList<DeliveryAttempt> Attempts, int Revision)
{
    public static DeliveryContent New(PartnerEvent happened, string subscription) =>
        new(subscription, happened, DeliveryStates.Waiting, Round: 1, [], Revision: 1);

    public bool Has(int round, int number) => Attempts.Any(attempt => (attempt.Round, attempt.Number) == (round, number));

    public bool IsWaitingIn(int round) => State == DeliveryStates.Waiting && Round == round;
}

/// <summary>One call of the partner's address.</summary>
/// <param name="Number">Its place in the round, from 1.</param>
/// <param name="Status">The HTTP status; null where no answer came.</param>
/// <param name="Error">Why no answer came, see <see cref="AttemptErrors"/>; null where one did.</param>
internal sealed record DeliveryAttempt(int Round, int Number, DateTimeOffset At, int? Status, string? Error, int DurationMilliseconds)
{
    [JsonIgnore]
    public bool Arrived => Status is >= 200 and <= 299;

    /// <summary>The partner wants nothing more at this address.</summary>
    [JsonIgnore]
    public bool IsGone => Status == StatusCodes.Status410Gone;
}

internal static class DeliveryStates
{
    /// <summary>It will be tried, again or for the first time.</summary>
    public const string Waiting = "waiting";

    public const string Delivered = "delivered";

    /// <summary>It is not tried any more, unless somebody sends it again.</summary>
    public const string Failed = "failed";

    public static readonly IReadOnlyList<string> All = [Waiting, Delivered, Failed];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeliveryContent))]
internal sealed partial class DeliveryRows : JsonSerializerContext;
