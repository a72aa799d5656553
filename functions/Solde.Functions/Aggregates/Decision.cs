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

    /// <summary>What is announced because the state changed so, whatever rule changed it; goes into the same transaction.</summary>
    static virtual IEnumerable<Announcement> Follow(string organisation, TSelf before, TSelf after) => [];
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

    public static implicit operator Decision<T>(Refusal refusal) => new Refused(refusal);

    public static implicit operator Decision<T>(RefusalKind kind) => new Refused(kind);
}

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
