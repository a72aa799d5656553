using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Erasures;

/// <summary>An erasure as it stands.</summary>
/// <param name="State"><c>under_way</c> or <c>done</c>.</param>
/// <param name="Kind">The one kind that it is about; null for all.</param>
/// <param name="Record">The one record that it is about; null for all.</param>
/// <param name="BooksBefore">What is part of the books goes where it has not changed since.</param>
/// <param name="OthersBefore">All else goes where it has not changed since.</param>
internal sealed record ErasureView(
    string Id,
    string State,
    string Reason,
    string? Kind,
    string? Record,
    DateTimeOffset BooksBefore,
    DateTimeOffset OthersBefore,
    IReadOnlyList<ErasedKind> Kinds,
    string StartedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt)
{
    public static ErasureView Of(string id, ErasureHead head) => new(
        id,
        head.EndedAt is null ? "under_way" : "done",
        head.Reason,
        head.Scope.Kind,
        head.Scope.Record,
        head.Terms.Books,
        head.Terms.Others,
        [.. head.Counts.Select(pair => new ErasedKind(pair.Key, pair.Value.Erased, pair.Value.NotAtRest))],
        head.StartedBy,
        head.StartedAt,
        head.EndedAt);

    /// <summary>The erasure goes on after this answer.</summary>
    public static Answer UnderWay(string id, ErasureHead head) => Answer.Accepted(
        Of(id, head), ErasuresJson.Default.ErasureView, $"/api/v1/erasures/{id}");
}

/// <param name="NotAtRest">As old, and left: something of them is under way or owed.</param>
internal sealed record ErasedKind(string Kind, int Erased, int NotAtRest);

/// <param name="IsOfBooks">The law wants it kept as long as books.</param>
/// <param name="IsAtRest">False where an erasure leaves it: something of it is under way or owed.</param>
internal sealed record DueRecordView(string Id, DateTimeOffset ChangedAt, bool IsOfBooks, bool IsAtRest)
{
    public static DueRecordView Of(PersonalRecord record) => new(record.Id, record.ChangedAt, record.IsOfBooks, record.IsAtRest);
}
