using System.Globalization;
using System.Text;
using Azure;

namespace Solde.Platform.Storage;

/// <summary>
/// Reads what a transaction was answered. The status outside is 202 whatever happened: either every action has a part inside,
/// or there is one part, and it says what was refused.
/// </summary>
internal static class TableBatchAnswer
{
    private const string StatusLineStart = "HTTP/1.1 ";

    public static IReadOnlyList<Response> Read(Response answer, int actionCount)
    {
        var parts = Parts(answer);
        if (parts.FirstOrDefault(part => part.Status >= 400) is { } refusal) throw Refused(refusal, actionCount);
        // An answer that cannot be read says neither yes nor no, and must not be taken for a yes.
        return parts.Count == actionCount
            ? parts
            : throw new RequestFailedException(answer.Status, $"A transaction of {actionCount} actions was answered in {parts.Count} parts.");
    }

    private static List<TableBatchResponse> Parts(Response answer)
    {
        var parts = new List<TableBatchResponse>();
        var lines = answer.Content.ToString().Split("\r\n");
        for (var index = 0; index < lines.Length; index++)
        {
            if (!lines[index].StartsWith(StatusLineStart, StringComparison.Ordinal)) continue;
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var (status, reason) = ReadStatus(lines[index]);
            for (index++; index < lines.Length && lines[index].IndexOf(':') is var colon and > 0; index++)
                headers[lines[index][..colon]] = lines[index][(colon + 1)..].Trim();

            var body = new StringBuilder();
            for (; index < lines.Length && !lines[index].StartsWith("--", StringComparison.Ordinal); index++) body.Append(lines[index]);
            parts.Add(new TableBatchResponse(status, reason, headers, body.ToString(), answer.ClientRequestId));
        }

        return parts;
    }

    private static (int Status, string Reason) ReadStatus(string line)
    {
        var status = line[StatusLineStart.Length..].Split(' ', 2);
        return (int.Parse(status[0], NumberStyles.None, CultureInfo.InvariantCulture), status.Length > 1 ? status[1] : "");
    }

    private static TableTransactionFailedException Refused(TableBatchResponse refusal, int actionCount)
    {
        var error = StorageErrorParser.Read(refusal.Content);
        var message = error?.Message ?? refusal.ReasonPhrase;
        return new TableTransactionFailedException(refusal.Status, message, error?.Code, FailedIndex(message, actionCount));
    }

    // "1:The specified entity already exists." The number is all that says which action was refused.
    private static int? FailedIndex(string message, int actionCount)
    {
        var colon = message.IndexOf(':');
        if (colon > 0
            && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < actionCount) return index;
        return actionCount == 1 ? 0 : null;
    }
}
