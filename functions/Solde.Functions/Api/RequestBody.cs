using System.Security.Cryptography;
using System.Text;

namespace Solde.Functions.Api;

/// <summary>Takes in a command's whole body once: its size is limited, and its digest tells a repeated request from another.</summary>
internal static class RequestBody
{
    public const int MaxBytes = 256 * 1024;

    /// <returns>The body, or null where it is larger than <see cref="MaxBytes"/>.</returns>
    public static async Task<byte[]?> TakeInAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBytes)
            return null;
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 0));
        var chunk = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
                return null;
            buffer.Write(chunk, 0, read);
        }

        var body = buffer.ToArray();
        request.Body = new MemoryStream(body, writable: false);
        return body;
    }

    public static string Fingerprint(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
