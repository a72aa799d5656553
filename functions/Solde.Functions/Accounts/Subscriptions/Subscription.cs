using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Charges a saved payment method every month (BIL-26): each month makes an invoice and a plan of one instalment.</summary>
/// <param name="Price">Of a month, before taxes.</param>
/// <param name="Day">Of the month; the 31st falls on the last day of a shorter one.</param>
/// <param name="EndsOn">The last day on which it may charge; null where it goes on.</param>
/// <param name="NextOn">The day of the next month that is not charged yet.</param>
/// <param name="PausedOn">Since when it charges nothing, or null.</param>
/// <param name="Version">Rises with each change; the API's ETag.</param>
internal sealed record Subscription(
    string Id,
    [property: Personal] string Description,
    string Member,
    string? Item,
    string? Category,
    IReadOnlyList<string> Taxes,
    Money Price,
    int Day,
    string Method,
    string PaymentMethod,
    DateOnly StartsOn,
    DateOnly? EndsOn,
    DateOnly NextOn,
    DateOnly? PausedOn,
    DateTimeOffset CreatedAt,
    int Version)
{
    [JsonIgnore]
    public string State => NextOn > EndsOn
        ? SubscriptionStates.Ended
        : PausedOn is null ? SubscriptionStates.Active : SubscriptionStates.Paused;

    [JsonIgnore]
    public bool IsActive => State == SubscriptionStates.Active;

    [JsonIgnore]
    public bool IsOpen => State != SubscriptionStates.Ended;

    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    /// <summary>What was left out while it stood still is not charged afterwards.</summary>
    public Subscription GoingOnFrom(DateOnly today) => NextOn >= today ? this : this with { NextOn = PlanDates.OnOrAfter(today, Day) };
}

internal static class SubscriptionStates
{
    public const string Active = "active";
    public const string Paused = "paused";
    public const string Ended = "ended";

    public static readonly IReadOnlyList<string> All = [Active, Paused, Ended];
}
