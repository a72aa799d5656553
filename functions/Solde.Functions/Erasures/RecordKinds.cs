using Solde.Functions.Aggregates;

namespace Solde.Functions.Erasures;

/// <summary>Every kind of records of people that the areas keep.</summary>
internal sealed class RecordKinds(IEnumerable<IPersonalRecords> kinds)
{
    public IReadOnlyList<IPersonalRecords> All { get; } = [.. kinds];

    /// <summary>Those with a time of their own, in the order in which they are erased.</summary>
    public IReadOnlyList<string> Names => [.. All.Where(kind => kind.GoesWith is null).Select(kind => kind.Kind)];

    public IPersonalRecords this[string kind] => All.First(known => known.Kind == kind);

    public IEnumerable<IPersonalRecords> GoingWith(string kind) => All.Where(known => known.GoesWith == kind);

    /// <summary>Of one record: what tells of its person while it still says who he is, and then itself.</summary>
    public IReadOnlyList<string> Of(ErasureScope scope) => scope switch
    {
        { Kind: null } => Names,
        { Record: null } => [scope.Kind],
        _ => [.. All.Where(kind => kind.TellsOf.Contains(scope.Kind)).Select(kind => kind.Kind), scope.Kind],
    };
}
