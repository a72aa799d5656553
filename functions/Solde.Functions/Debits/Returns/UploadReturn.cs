using System.Text;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>
/// Sends a bank's file to us: the body is the file. It goes to disk as it comes, so memory does not grow with it. What is larger than a call
/// may be lies in the folder instead.
/// </summary>
internal static class UploadReturn
{
    /// <summary>Hosts take 100 MB a call; half of it leaves room for what they add.</summary>
    public const int MaxBytes = 50 * 1024 * 1024;

    public static async Task<Answer> Handle(string agreement, HttpRequest request, Command command, TakeReturn returns)
    {
        if (request.ContentLength > MaxBytes)
            return CommonRefusals.BodyTooLarge.With(MaxBytes);
        await using var received = await SpooledFile.OfAsync(request.Body, MaxBytes, command.CancellationToken);
        if (received is null)
            return CommonRefusals.BodyTooLarge.With(MaxBytes);
        // The same key with another file is another request, as with any body.
        var asked = Encoding.UTF8.GetBytes(received.Sha256);
        return await returns.TakeAsync(
            agreement, received, source: null, command with { Fingerprint = RequestBody.Fingerprint(request, asked) });
    }
}
