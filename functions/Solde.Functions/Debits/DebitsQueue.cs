using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Debits;

/// <summary>The queue and the messages by which debits tell themselves what is left to do. Ids only.</summary>
internal static class DebitsQueue
{
    public const string Debits = "debits";
}

/// <summary>To <see cref="DebitsQueue.Debits"/>, when a run begins or is resumed: its workflow starts.</summary>
/// <param name="Leg">Each leg is a workflow of its own.</param>
internal sealed record RunBegun(string Organisation, string Run, int Leg)
{
    public static Announcement Announce(string organisation, string run, int leg) => Announcement.To(
        DebitsQueue.Debits, new RunBegun(organisation, run, leg), DebitMessages.Default.RunBegun);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunBegun))]
internal sealed partial class DebitMessages : JsonSerializerContext;
