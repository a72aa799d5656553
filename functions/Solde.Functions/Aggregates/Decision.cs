using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;

namespace Solde.Functions.Aggregates;

/// <summary>State of an aggregate as its rules see it: an immutable record made from rows, and rows made from it.</summary>
public interface IAggregate<TSelf>
    where TSelf : class, IAggregate<TSelf>
{
    static abstract string Table { get; }

    static abstract string Kind { get; }

    /// <summary>With no head among the rows, the aggregate does not exist yet.</summary>
    static abstract TSelf FromRows(string id, RowSet rows);

    bool Exists { get; }

    /// <summary>Every document that the state holds. An unchanged one is the same object as before.</summary>
    IEnumerable<Row> Rows();

    /// <summary>
    /// What others must be told of a change because of what it did, whichever rule made it: seen by comparing the state before with the
    /// state after. Told after what the rule itself announces, in the same transaction, so it costs no call of its own. Pure, and asked
    /// again when another change was faster. The function that runs the command must be declared to send to the queues named here.
    /// </summary>
    /// <param name="entry">The number of the change's journal entry, which no other change of the aggregate has.</param>
    /// <param name="before">As the rule saw it; a document that is not here and is in <paramref name="after"/> is new.</param>
    static virtual IEnumerable<Announcement> Follow(string organisation, long entry, TSelf before, TSelf after) => [];
}

/// <summary>What a rule decides about a command.</summary>
public abstract record Decision<T>
{
    /// <summary>Nothing to do, which is a success: the same command did it before.</summary>
    public sealed record Unchanged(Answer Answer) : Decision<T>;

    public sealed record Refused(Refusal Refusal) : Decision<T>;

    /// <summary>Settled rows must be read before this can be decided; the rule is asked again with them.</summary>
    public sealed record NeedsRows(IReadOnlyList<string> Names) : Decision<T>;

    /// <summary>The new state, what the journal says of it and what is announced, all in one transaction.</summary>
    public sealed record Changed(T After, JournalNote Note, Answer Answer, IReadOnlyList<Announcement> Announcements) : Decision<T>;

    /// <summary>
    /// More than one transaction holds: steps that are each right by themselves, from one read. The next is asked for when
    /// the one before is committed. A command that dies between two is decided anew when it is repeated.
    /// </summary>
    public sealed record InSteps(IEnumerable<Step<T>> Steps) : Decision<T>;

    public static implicit operator Decision<T>(Refusal refusal) => new Refused(refusal);

    public static implicit operator Decision<T>(RefusalKind kind) => new Refused(kind);
}

/// <summary>One transaction of several.</summary>
/// <param name="Before">
/// The head and the documents that the step changes, no more: its cost follows these and not what the aggregate holds.
/// </param>
/// <param name="After">The same documents after it.</param>
/// <param name="Answer">The command's; null but for the last step.</param>
/// <param name="Announcements">
/// What only the whole aggregate tells: <see cref="IAggregate{TSelf}.Follow"/> sees of a step no more than its documents.
/// </param>
public sealed record Step<T>(T Before, T After, JournalNote Note, Answer? Answer, IReadOnlyList<Announcement>? Announcements = null);

/// <summary>A message that a change must announce.</summary>
public sealed class Announcement
{
    private readonly Func<string, DateTimeOffset, OutboxAddress, Envelope> _envelope;

    private Announcement(
        string queue, Func<string, DateTimeOffset, OutboxAddress, Envelope> envelope) => (Queue, _envelope) = (queue, envelope);

    public string Queue { get; }

    /// <summary>Lies in the outbox only, until the timer that looks for what was left sends it some minutes later.</summary>
    public bool IsDeferred { get; private init; }

    public static Announcement Later<T>(string queue, T message, JsonTypeInfo<T> type) =>
        new(queue, (id, at, outbox) => Envelope.Of(id, message, type, at, outbox)) { IsDeferred = true };

    public static Announcement To<T>(string queue, T message, JsonTypeInfo<T> type) =>
        new(queue, (id, at, outbox) => Envelope.Of(id, message, type, at, outbox));

    internal Envelope Seal(string id, DateTimeOffset at, OutboxAddress outbox) => _envelope(id, at, outbox);
}
