using System.Globalization;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Solde.Platform.Durable.Protocol;

namespace Solde.Tests.Payments;

/// <summary>
/// A recorded history in a file named <c>workflow.course.version.jsonl</c>, one event a line as protobuf JSON. A file is never
/// changed or removed: somewhere an instance may still be under way that began like it.
/// </summary>
internal sealed record KeptHistory(string Workflow, string Course, int Version)
{
    private const string Ending = ".jsonl";

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Workflow}.{Course}.{Version}{Ending}");

    public static IReadOnlyList<KeptHistory> All() => [.. Directory.EnumerateFiles(Folder(), "*" + Ending)
        .Select(file => Of(Path.GetFileName(file)))
        .OrderBy(history => history.Workflow, StringComparer.Ordinal)
        .ThenBy(history => history.Course, StringComparer.Ordinal)
        .ThenBy(history => history.Version)];

    public static KeptHistory Of(string file) => file.Split('.') is [var workflow, var course, var version, "jsonl"]
        ? new KeptHistory(workflow, course, int.Parse(version, CultureInfo.InvariantCulture))
        : throw new FormatException($"{file} is not named workflow.course.version{Ending}.");

    /// <summary>Null where the course was never recorded.</summary>
    public static KeptHistory? NewestOf(string workflow, string course) =>
        All().LastOrDefault(history => history.Workflow == workflow && history.Course == course);

    public IReadOnlyList<HistoryEvent> Read() =>
        [.. File.ReadLines(Path.Combine(Folder(), Name)).Select(JsonParser.Default.Parse<HistoryEvent>)];

    public void Write(IEnumerable<HistoryEvent> history) =>
        File.WriteAllLines(Path.Combine(Folder(), Name), history.Select(happened => Json.Format(happened)));

    /// <summary>With a name in the place of each id that is another one in every run.</summary>
    public static IReadOnlyList<HistoryEvent> Named(IEnumerable<HistoryEvent> history, params (string Id, string Name)[] ids) =>
        [.. history.Select(happened => JsonParser.Default.Parse<HistoryEvent>(
            ids.Aggregate(Json.Format(happened), (line, id) => line.Replace(id.Id, id.Name, StringComparison.Ordinal))))];

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Histories");
}
