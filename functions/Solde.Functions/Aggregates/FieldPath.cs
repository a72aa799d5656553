using System.Globalization;

namespace Solde.Functions.Aggregates;

/// <summary>Where a journal's change happened: the document's name, and the way into it as <see cref="JsonDiff"/> writes it.</summary>
internal readonly record struct FieldPath(string Document, IReadOnlyList<PathStep> Steps)
{
    /// <param name="path">Such as <c>invoice|inv_1.lines[2].allocated.minor</c>.</param>
    public static FieldPath Parse(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        return end < 0 ? new FieldPath(path, []) : new FieldPath(path[..end], StepsOf(path[end..]));
    }

    private static IReadOnlyList<PathStep> StepsOf(string path) =>
    [
        .. path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries)
            .Select(step => step[0] == '['
                ? new PathStep("", int.Parse(step[1..^1], CultureInfo.InvariantCulture))
                : new PathStep(step, null)),
    ];
}

/// <summary>One property, or one item of a list where <paramref name="Index"/> is not null.</summary>
internal readonly record struct PathStep(string Name, int? Index);
