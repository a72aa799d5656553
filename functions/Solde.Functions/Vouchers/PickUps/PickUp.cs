using System.Text.Json.Serialization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The carrier's collection of envelopes with paper vouchers (enlèvement).</summary>
/// <param name="State">See <see cref="PickUpStates"/>.</param>
/// <param name="AskedFor">The day that the company asked for.</param>
/// <param name="Day">The day itself where banks are open, else the next one on which they are.</param>
/// <param name="Remittances">The paper ones that go with it.</param>
/// <param name="Vouchers">In all of them, as the company counted.</param>
/// <param name="DoneOn">When the carrier came.</param>
internal sealed record PickUp(
    string Id,
    string State,
    DateOnly AskedFor,
    DateOnly Day,
    IReadOnlyList<string> Remittances,
    int Vouchers,
    Money Amount,
    DateTimeOffset MadeAt,
    DateOnly? DoneOn = null,
    DateTimeOffset? EndedAt = null)
{
    [JsonIgnore]
    public bool IsOpen => State == PickUpStates.Planned;
}

internal static class PickUpStates
{
    public const string Planned = "planned";
    public const string Done = "done";
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [Planned, Done, Cancelled];
}
