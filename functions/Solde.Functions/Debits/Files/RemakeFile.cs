using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>
/// Makes a file again from its charges under the heading that was kept, to the same bytes, and puts them back where they are gone (DEB-20).
/// What would be other bytes is refused: the bank has the ones that were sent.
/// </summary>
internal static class RemakeFile
{
    public static async Task<Answer> Handle(
        string outlet,
        string sentFile,
        Command command,
        FileReader files,
        AggregateStore<DebitRun> runs,
        FileWriter writer,
        FileLines lines,
        DebitBlobs blobs)
    {
        var cancellation = command.CancellationToken;
        if (await ReadFile.FindAsync(outlet, sentFile, command, files) is not { } sent)
            return CommonRefusals.NotFound;
        if (sent.ErasedBy is not null)
            return CommonRefusals.Erased;
        if ((await runs.ReadAsync(command.Organisation, sent.Run, cancellation)).Head is not { } run)
            return DebitRefusals.FileDiffers;
        var source = new FileSource(command.Organisation, sent.Run, run, outlet);
        if (!await IsSameAsync(source, sent, writer, cancellation))
            return await lines.IsAnyErasedAsync(source, cancellation) ? CommonRefusals.Erased : DebitRefusals.FileDiffers;
        var isThere = await IsThereAsync(sent, blobs, cancellation);
        if (!isThere)
            await blobs.WriteAsync(sent.Blob, sent.ContentType, (stream, stop) => writer.WriteAsync(source, sent, stream, stop), cancellation);
        if ((await ReadFile.FindAsync(outlet, sentFile, command, files))!.ErasedBy is not null)
        {
            // It was erased while it was written: whoever did that may have been here before the bytes were.
            await blobs.Of(sent.Blob).DeleteIfExistsAsync(cancellationToken: cancellation);
            return CommonRefusals.Erased;
        }
        return Answer.Ok(new RemadeFileView(SentFileView.Of(sent), !isThere), DebitsJson.Default.RemadeFileView);
    }

    private static async Task<bool> IsSameAsync(FileSource source, SentFile sent, FileWriter writer, CancellationToken cancellation)
    {
        try
        {
            return await writer.WriteAsync(source, sent, Stream.Null, cancellation) == sent.Totals;
        }
        catch (InvalidOperationException)
        {
            // Lines that no longer fit the heading or the layout: they were not so when the file was made.
            return false;
        }
    }

    private static async Task<bool> IsThereAsync(SentFile sent, DebitBlobs blobs, CancellationToken cancellation) =>
        await blobs.CheckAsync(sent.Blob, FileWriter.CheckOf(sent), cancellation) is (null, var sha256) && sha256 == sent.Totals.Sha256;
}
