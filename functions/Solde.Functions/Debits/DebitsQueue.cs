using System.Text.Json.Serialization;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Platform.Messaging;

namespace Solde.Functions.Debits;

/// <summary>The queue and the messages by which debits tell themselves what is left to do. Ids only.</summary>
internal static class DebitsQueue
{
    public const string Debits = Queues.Debits;
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

/// <summary>
/// To <see cref="DebitsQueue.Debits"/>, from each page of a run that charged by billing accounts, and once more for each hundred of them. No
/// outbox row: a page that dies is gone through again, and sends it again.
/// </summary>
/// <param name="After">The quota after which they begin; null for the first.</param>
/// <param name="UpTo">The last quota, included; null for the end.</param>
/// <param name="Run">Whose tries they are.</param>
internal sealed record AccountChargesDue(string Organisation, string Month, string Group, string? After, string? UpTo, string Run)
{
    public void Send(OutgoingMessages outgoing, DateTimeOffset now) => outgoing.Send(
        DebitsQueue.Debits,
        Envelope.Of($"{Run}-{Month}-{Group}-{After}-{UpTo}", this, DebitMessages.Default.AccountChargesDue, now, outbox: null).ToText());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunBegun))]
[JsonSerializable(typeof(AccountChargesDue))]
[JsonSerializable(typeof(DebitFailed))]
[JsonSerializable(typeof(AgentDebitsFailed))]
internal sealed partial class DebitMessages : JsonSerializerContext;
