using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Solde.Platform.Storage;

/// <summary>The answer to one action of a transaction, so that its ETag is found where it is for an action sent alone.</summary>
internal sealed class TableBatchResponse(
    int status,
    string reason,
    IReadOnlyDictionary<string, string> headers,
    string body,
    string clientRequestId) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => reason;

    public override Stream? ContentStream { get; set; } = BinaryData.FromString(body).ToStream();

    public override BinaryData Content => BinaryData.FromString(body);

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override void Dispose()
    {
        // It holds memory only.
    }

    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
