using System.Buffers.Binary;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>
/// A stream of unknown length as blocks and, at the end, the list that makes a blob of them. What an upload that broke off
/// leaves behind nobody sees, and storage drops it after a week.
/// </summary>
internal sealed class BlockUpload(HttpPipeline pipeline, BlobClient blob, BlobConditions? conditions, string contentType)
{
    // A try has ten seconds: at this size that asks for half a megabyte a second.
    public const int BlockBytes = 4 * 1024 * 1024;

    private const int MaxBlocks = 50_000;

    private static readonly ResponseClassifier Created = new StatusCodeClassifier([201]);

    // Names of its own for each upload: two uploads at once must not mix their blocks.
    private readonly Guid uploadId = Guid.NewGuid();
    private readonly List<string> blockIds = [];

    public async Task<Response> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var buffer = new byte[BlockBytes];
        var length = await content.ReadAtLeastAsync(buffer, BlockBytes, throwOnEndOfStream: false, cancellationToken);
        // What fits in one block costs one request instead of two.
        if (length < BlockBytes)
            return await blob.UploadAsync(BinaryData.FromBytes(buffer.AsMemory(0, length)), conditions, contentType, cancellationToken);

        while (length > 0)
        {
            await PutBlockAsync(buffer.AsMemory(0, length), cancellationToken);
            length = await content.ReadAtLeastAsync(buffer, BlockBytes, throwOnEndOfStream: false, cancellationToken);
        }

        return await PutBlockListAsync(cancellationToken);
    }

    private async Task PutBlockAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        if (blockIds.Count == MaxBlocks) throw new ArgumentException($"A blob has up to {MaxBlocks} blocks of {BlockBytes} bytes.", nameof(block));
        var blockId = NextBlockId();
        using var message = pipeline.CreateMessage(RequestMethod.Put, WithQuery($"comp=block&blockid={Uri.EscapeDataString(blockId)}"), "PutBlock");
        message.Request.Content = RequestContent.Create(block);
        // A lease is asked for with each block, the versions only with the list.
        if (conditions?.LeaseId is { } leaseId) message.Request.Headers.SetValue("x-ms-lease-id", leaseId);
        await pipeline.SendAsync(message, Created, cancellationToken);
        blockIds.Add(blockId);
    }

    private async Task<Response> PutBlockListAsync(CancellationToken cancellationToken)
    {
        var list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        foreach (var blockId in blockIds) list.Append("<Latest>").Append(blockId).Append("</Latest>");
        list.Append("</BlockList>");

        using var message = pipeline.CreateMessage(RequestMethod.Put, WithQuery("comp=blocklist"), "PutBlockList");
        message.Request.Content = RequestContent.Create(BinaryData.FromString(list.ToString()));
        message.Request.Headers.SetValue("Content-Type", "application/xml");
        message.Request.Headers.SetValue("x-ms-blob-content-type", contentType);
        conditions?.ApplyTo(message.Request);
        return await pipeline.SendAsync(message, Created, cancellationToken);
    }

    // All ids of a blob must have one length.
    private string NextBlockId()
    {
        Span<byte> id = stackalloc byte[20];
        uploadId.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], blockIds.Count);
        return Convert.ToBase64String(id);
    }

    private Uri WithQuery(string query) => new($"{blob.Uri.AbsoluteUri}?{query}");
}
