using System.Globalization;
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
        var end = change.Path.AsSpan().IndexOfAny('.', '[');
        var after = change.After is { } value ? JsonNode.Parse(value.GetRawText()) : null;
        if (end < 0)
        {
            if (after is null)
                _documents.Remove(change.Path);
            else
                _documents[change.Path] = after;
            return;
        }

        var steps = StepsOf(change.Path[end..]);
        var parent = _documents.GetValueOrDefault(change.Path[..end]);
        foreach (var step in steps.SkipLast(1))
            parent = step.Index is { } index ? parent?[index] : parent?[step.Name];
        switch (parent, steps[^1])
        {
            case (JsonArray array, { Index: { } index }):
                array[index] = after;
                break;
            case (JsonObject document, { Name: var name }) when after is null:
                document.Remove(name);
                break;
            case (JsonObject document, { Name: var name }):
                document[name] = after;
                break;
            default:
                _faults.Add($"Entry {sequence} changes {change.Path}, which no earlier one made.");
                break;
        }
    }

    /// <summary>Of <c>.lines[2].allocated.minor</c>, as <see cref="JsonDiff"/> writes it.</summary>
    private static IReadOnlyList<(string Name, int? Index)> StepsOf(string path) =>
    [
        .. path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries)
            .Select(step => step[0] == '[' ? ("", int.Parse(step[1..^1], CultureInfo.InvariantCulture)) : (step, (int?)null)),
    ];
}
