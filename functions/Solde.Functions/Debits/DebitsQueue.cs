using System.Text.Json.Serialization;
using Solde.Functions.Accounts;
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

/// <summary>To <see cref="Queues.Notifications"/>, for every line of a return file that says that a debit failed; each is told of once.</summary>
/// <param name="Line">See <see cref="ReturnSource.Key"/>.</param>
internal sealed record DebitFailed(
    string Organisation, string Agreement, string File, string Line, string Month, string Group, string Quota, int Try);

/// <summary>To <see cref="Queues.Notifications"/>, at the end of a return file: a collection agent's debits failed.</summary>
internal sealed record AgentDebitsFailed(string Organisation, string Agreement, string File, string Agent);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunBegun))]
[JsonSerializable(typeof(DebitFailed))]
[JsonSerializable(typeof(AgentDebitsFailed))]
internal sealed partial class DebitMessages : JsonSerializerContext;
