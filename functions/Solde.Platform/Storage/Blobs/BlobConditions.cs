using Azure;
using Azure.Core;

namespace Solde.Platform.Storage;

/// <summary>What must hold for a write to be carried out; otherwise it is refused with status 409 or 412.</summary>
public sealed record BlobConditions
{
    /// <summary>Only when nothing is stored under the name: of several writers one succeeds.</summary>
    public static BlobConditions IfNotExists { get; } = new() { IfNoneMatch = ETag.All };

    /// <summary>Only when this version is stored.</summary>
    public ETag? IfMatch { get; init; }

    /// <summary>Only when this version is not stored; <c>ETag.All</c> is any.</summary>
    public ETag? IfNoneMatch { get; init; }

    /// <summary>Needed to write to or delete a blob that is leased.</summary>
    public string? LeaseId { get; init; }

    internal void ApplyTo(Request request)
    {
        if (IfMatch is { } match) request.Headers.SetValue("If-Match", HeaderOf(match));
        if (IfNoneMatch is { } noneMatch) request.Headers.SetValue("If-None-Match", HeaderOf(noneMatch));
        if (LeaseId is not null) request.Headers.SetValue("x-ms-lease-id", LeaseId);
    }

    // The star is no quoted text, and ETag would quote it.
    private static string HeaderOf(ETag tag) => tag == ETag.All ? "*" : tag.ToString("H");
}
