using Solde.Functions.Aggregates;

namespace Solde.Functions.Erasures;

/// <summary>Every kind of records of people that the areas keep, in the order in which they are erased.</summary>
internal sealed class RecordKinds(IEnumerable<IPersonalRecords> kinds)
{
    /// <summary>What goes with another kind comes after it.</summary>
    public IReadOnlyList<IPersonalRecords> All { get; } = [.. kinds.OrderBy(kind => kind.GoesWith is not null)];

    public IReadOnlyList<string> Names => [.. All.Select(kind => kind.Kind)];

    public IPersonalRecords this[string kind] => All.First(known => known.Kind == kind);

    /// <summary>Of one record: what tells of its person while it still says who he is, itself, and what goes with it.</summary>
    public IReadOnlyList<string> Of(ErasureScope scope) => scope switch
    {
        { Kind: null } => Names,
        { Record: null } => [scope.Kind],
        _ =>
        [
            .. All.Where(kind => kind.TellsOf.Contains(scope.Kind)).Select(kind => kind.Kind),
            .. All.Where(kind => kind.Kind == scope.Kind || kind.GoesWith == scope.Kind).Select(kind => kind.Kind),
        ],
    };
}
