using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Solde.Local.Desk;

/// <summary>What the command line asks for.</summary>
internal sealed record DeskOptions
{
    public const string Usage = """
        dotnet run --project infra/local [-- options]
          --exit           run the day, then end: 0 when every check holds, 1 otherwise
          --serve          serve only, without the day
          --fresh          forget everything that earlier runs left in the data folder
          --app <folder>   run another app folder, such as a published one
          --data <folder>  keep data there instead of .local below the repository root
          --trace          print the trace of one payment, from the provider's call to the mail, after the day
          --port <number>  the port of the API, 7071 unless given; a taken port is replaced by a free one
        """;

    public bool RunsTheDay { get; init; } = true;

    public bool KeepsServing { get; init; } = true;

    public bool IsFresh { get; init; }

    /// <summary>The app tells of its spans, and one payment's are printed at the end of the day.</summary>
    public bool Traces { get; init; }

    /// <summary>Null runs the app that was built with this program.</summary>
    public string? AppDirectory { get; init; }

    /// <summary>Null keeps data in <c>.local</c> below the repository root.</summary>
    public string? DataDirectory { get; init; }

    public int Port { get; init; } = 7071;

    public static bool TryParse(
        IReadOnlyList<string> args, [NotNullWhen(true)] out DeskOptions? options, [NotNullWhen(false)] out string? wrong)
    {
        options = null;
        wrong = null;
        var read = new DeskOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : null;
            switch (args[i])
            {
                case "--exit":
                    read = read with { KeepsServing = false };
                    break;
                case "--serve":
                    read = read with { RunsTheDay = false };
                    break;
                case "--fresh":
                    read = read with { IsFresh = true };
                    break;
                case "--trace":
                    read = read with { Traces = true };
                    break;
                case "--app" when value is not null:
                    read = read with { AppDirectory = args[++i] };
                    break;
                case "--data" when value is not null:
                    read = read with { DataDirectory = args[++i] };
                    break;
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue:
                    read = read with { Port = port };
                    i++;
                    break;
                default:
                    wrong = $"'{args[i]}' is no option, or lacks its value.";
                    return false;
            }
        }
        if (read is { RunsTheDay: false, KeepsServing: false })
        {
            wrong = "--exit and --serve together would do nothing.";
            return false;
        }
        options = read;
        return true;
    }
}
