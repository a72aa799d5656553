using System.Text.RegularExpressions;

namespace Solde.Local.Azurite;

/// <summary>
/// Reads what Azurite says while it starts. It names the address of each service once that listens, which beats guessing
/// free ports and polling them.
/// </summary>
internal sealed partial class AzuriteStartup
{
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, Uri>> listening =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Dictionary<string, Uri> endpoints = [];
    private readonly List<string> lines = [];
    private readonly Lock gate = new();

    public void Read(string line)
    {
        lock (gate)
        {
            if (listening.Task.IsCompleted) return;
            lines.Add(line);
            var match = ListeningLine().Match(line);
            if (match.Success) endpoints[match.Groups["service"].Value] = new Uri(match.Groups["address"].Value);
            if (endpoints.Count == 3) listening.SetResult(endpoints);
        }
    }

    public async Task<IReadOnlyDictionary<string, Uri>> WaitAsync(TetheredProcess process, CancellationToken cancellationToken)
    {
        await Task.WhenAny(listening.Task, process.Exited).WaitAsync(cancellationToken);
        if (listening.Task.IsCompleted) return await listening.Task;
        throw new InvalidOperationException($"Azurite ended before it listened.\n{string.Join('\n', lines)}");
    }

    [GeneratedRegex(
        @"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>\S+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListeningLine();
}
