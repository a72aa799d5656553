using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>A file's bytes as they went out, for whoever takes them to the bank or the printer (DEB-20).</summary>
internal static class ReadFileContent
{
    public static async Task<IResult> Handle(string outlet, string sentFile, Command command, FileReader files, DebitBlobs blobs)
    {
        if (await ReadFile.FindAsync(outlet, sentFile, command, files) is not { } found)
            return (Answer)CommonRefusals.NotFound;
        if (found.ErasedBy is not null)
            return (Answer)CommonRefusals.Erased;
        return await blobs.FindAsync(found.Blob, command.CancellationToken) is { } stored
            ? new FileContent(found, stored)
            : (Answer)DebitRefusals.FileGone;
    }

    private sealed class FileContent(SentFile file, BlobDownload stored) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using (stored)
            {
                var response = httpContext.Response;
                response.ContentType = file.ContentType;
                response.ContentLength = file.Totals.Bytes;
                response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
                await stored.Content.CopyToAsync(response.Body, httpContext.RequestAborted);
            }
        }
    }
}
