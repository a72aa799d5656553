using System.Text.Json;
using System.Text.Json.Nodes;
using Solde.Functions.Ledger;

namespace Solde.Functions.Aggregates;

/// <summary>
/// Makes an aggregate's documents again from its journal alone: what was, at any moment, and the proof that the journal
/// says all that happened (COM-04). Stored documents hold no nulls: in the journal one would be as if it were not there.
/// </summary>
internal sealed class JournalReplay<T>
    where T : class, IAggregate<T>
{
    private readonly Dictionary<string, JsonNode> _documents = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    /// <summary>The entries of one aggregate, oldest first and without a gap.</summary>
    public void Apply(JournalEntry entry)
    {
        foreach (var change in entry.Changes)
            Apply(change, entry.Sequence);
    }

    /// <exception cref="InvalidOperationException">An entry changed what no earlier one had made: the journal is not whole.</exception>
    public T StateOf(string id)
    {
        if (_faults.Count > 0)
            throw new InvalidOperationException($"The journal of {T.Kind} {id} is not whole: {_faults[0]}");
        var rows = new RowSet();
        foreach (var (name, document) in _documents)
            rows.Add(Row.KeyOf(name, isOpen: true), document.ToJsonString());
        return T.FromRows(id, rows);
    }

    /// <summary>Where the kept documents are not what the journal tells; empty when all is well.</summary>
    public IEnumerable<string> Differences(IEnumerable<Row> kept)
    {
        foreach (var fault in _faults)
            yield return fault;
        var told = _documents.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var row in kept)
        {
            if (!told.Remove(row.Name))
                yield return $"{row.Name} is kept, the journal never made it.";
            else if (!JsonNode.DeepEquals(JsonSerializer.SerializeToNode(row.Document, row.Type), _documents[row.Name]))
                yield return $"{row.Name} is kept otherwise than the journal says.";
        }
        foreach (var name in told)
            yield return $"{name} is in the journal and not kept.";
    }

    private void Apply(FieldChange change, long sequence)
    {
        var (name, steps) = FieldPath.Parse(change.Path);
        var after = change.After is { } value ? JsonNode.Parse(value.GetRawText()) : null;
        if (steps.Count == 0)
        {
            if (after is null)
                _documents.Remove(name);
            else
                _documents[name] = after;
            return;
        }

        var parent = _documents.GetValueOrDefault(name);
        foreach (var step in steps.SkipLast(1))
            parent = step.Index is { } index ? parent?[index] : parent?[step.Name];
        switch (parent, steps[^1])
        {
            case (JsonArray array, { Index: { } index }):
                array[index] = after;
                break;
            case (JsonObject document, { Name: var property }) when after is null:
                document.Remove(property);
                break;
            case (JsonObject document, { Name: var property }):
                document[property] = after;
                break;
            default:
                _faults.Add($"Entry {sequence} changes {change.Path}, which no earlier one made.");
                break;
        }
    }
}
