using System.Text.Json.Serialization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Aggregates;

/// <summary>
/// What an area keeps of people: records of one kind, and how one is erased. Erasing takes away who somebody is, and leaves amounts, days and
/// ids, so that the books stay what they are.
/// </summary>
internal interface IPersonalRecords
{
    /// <summary>For addresses and lists, such as <c>account</c>.</summary>
    string Kind { get; }

    /// <summary>The kind whose record of the same id it goes with, right after that one; null where it has a time of its own.</summary>
    string? GoesWith => null;

    /// <summary>The kinds whose people it tells of without going with their records: where one of them asks, these go first.</summary>
    IReadOnlyList<string> TellsOf => [];

    /// <summary>
    /// An organisation's records that have not changed since, in the order of their ids, those too whose erasure was begun and did not end. Ids are
    /// unique in their kind; they may hold what ids of the API may not.
    /// </summary>
    /// <param name="after">The id to go on after; null for the beginning.</param>
    IAsyncEnumerable<PersonalRecord> UnchangedSinceAsync(
        string organisation, DateTimeOffset before, string? after, CancellationToken cancellation);

    /// <summary>Those that tell of the person whom a record is about, while that one still says who he is.</summary>
    /// <param name="kind">One of <see cref="TellsOf"/>.</param>
    IAsyncEnumerable<PersonalRecord> OfPersonAsync(
        string organisation, string kind, string record, string? after, CancellationToken cancellation) => AsyncEnumerable.Empty<PersonalRecord>();

    /// <summary>Null where there is no such record, it is erased, or what it goes with is not.</summary>
    Task<PersonalRecord?> FindAsync(string organisation, string id, CancellationToken cancellation);

    /// <summary>Erases a record that is due, whole; where an earlier try died it goes on.</summary>
    /// <returns>Whether it is erased now, by this order. False where it has changed meanwhile and is not due any more.</returns>
    Task<bool> EraseAsync(string organisation, string id, ErasureOrder order, CancellationToken cancellation);
}

/// <param name="ChangedAt">When something was last done with it.</param>
/// <param name="IsAtRest">Nothing of it is under way or owed. What is not at rest is not erased, however old: a person must look at it.</param>
/// <param name="IsOfBooks">The law wants it kept as long as books.</param>
internal sealed record PersonalRecord(string Id, DateTimeOffset ChangedAt, bool IsAtRest, bool IsOfBooks);

/// <summary>Who has records erased, and why.</summary>
/// <param name="Run">Tells this order from others.</param>
/// <param name="Actor">See <see cref="Api.Command.Actor"/>.</param>
/// <param name="Terms">Until when what must lie unchanged.</param>
internal sealed record ErasureOrder(string Run, string Actor, string Reason, ErasureTerms Terms)
{
    /// <summary>In journals. Such an entry is not erased: it says who erased the others, and why.</summary>
    public const string Action = "PersonalDataErased";

    /// <summary>For what goes with a record that is erased, however young it is.</summary>
    public ErasureOrder WithoutDelay => this with { Terms = new ErasureTerms(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue) };

    /// <summary>It says nothing of the fields that are erased with it: earlier entries will say that they were always so.</summary>
    public JournalEntry Entry(long sequence, DateTimeOffset now) => new(sequence, now, Actor, Action, Reason, Corrects: null, [], []);
}

/// <summary>The instants before which records must have changed last, that they may go.</summary>
/// <param name="Books">For what is part of the books.</param>
/// <param name="Others">For all else.</param>
internal sealed record ErasureTerms(DateTimeOffset Books, DateTimeOffset Others)
{
    [JsonIgnore]
    public DateTimeOffset Latest => Books > Others ? Books : Others;

    public bool IsOver(PersonalRecord record) => record.ChangedAt < (record.IsOfBooks ? Books : Others);

    public bool AllowsErasing(PersonalRecord record) => record.IsAtRest && IsOver(record);
}
