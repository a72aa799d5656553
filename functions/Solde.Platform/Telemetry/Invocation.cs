using System.Collections;
using System.Diagnostics;

namespace Solde.Platform.Telemetry;

/// <summary>
/// What is known of the invocation under way, for its span and for everything that is logged in it. Ids only, never personal data.
/// </summary>
public sealed class Invocation : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _facts = new(4);

    public int Count => _facts.Count;

    public KeyValuePair<string, object?> this[int index] => _facts[index];

    /// <summary>Whose business it is, or what it is about, as far as that is known by now. The first word counts.</summary>
    /// <param name="name">As spans and logs call it, such as <c>organisation</c>.</param>
    public void Concerns(string name, string id)
    {
        if (id.Length == 0 || _facts.Exists(fact => fact.Key == name))
            return;
        _facts.Add(new(name, id));
        Activity.Current?.SetTag("solde." + name, id);
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _facts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', _facts.Select(fact => $"{fact.Key}:{fact.Value}"));
}
