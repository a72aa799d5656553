namespace Solde.Platform.Hosting;

/// <summary>All functions of the app, found by name without regard to case.</summary>
public sealed class FunctionCatalogue
{
    private readonly Dictionary<string, FunctionDeclaration> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FunctionDeclaration>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public FunctionCatalogue() => _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyCollection<FunctionDeclaration> All => _byName.Values;

    /// <exception cref="ArgumentException">The name is not one a host accepts, or is taken.</exception>
    public void Add(FunctionDeclaration function)
    {
        if (function.Name.Length is 0 or > 127 || !char.IsAsciiLetter(function.Name[0]) || !function.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw new ArgumentException($"'{function.Name}' cannot be a function's name.", nameof(function));
        if (!_byName.TryAdd(function.Name, function))
            throw new ArgumentException($"Two functions are named '{function.Name}'.", nameof(function));
    }

    public FunctionDeclaration? Find(ReadOnlySpan<char> name) => _bySpan.TryGetValue(name, out var function) ? function : null;
}
