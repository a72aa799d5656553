namespace Solde.Functions.Debits;

/// <summary>
/// A received file on this machine's disk for as long as it is worked on: readers go through it twice, which neither a request nor a blob
/// lets them. Nothing of it is in memory, and nothing stays.
/// </summary>
internal sealed class SpooledFile : IAsyncDisposable
{
    private SpooledFile(FileStream content, FileTotals measured) => (Content, Sha256, Bytes) = (content, measured.Sha256, measured.Bytes);

    public FileStream Content { get; }

    /// <summary>Of all bytes, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    public long Bytes { get; }

    /// <returns>At its beginning; null where there are more bytes than allowed.</returns>
    public static async Task<SpooledFile?> OfAsync(Stream source, long maxBytes, CancellationToken cancellation)
    {
        var content = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        try
        {
            using var measured = new MeasuredStream(content);
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                if (measured.Length + read > maxBytes)
                {
                    await content.DisposeAsync();
                    return null;
                }
                await measured.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
            content.Position = 0;
            return new SpooledFile(content, measured.Totals(0, default));
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
