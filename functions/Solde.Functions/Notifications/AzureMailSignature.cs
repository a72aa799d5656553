using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Functions.Notifications;

/// <summary>
/// Signs a request with a key of the Communication Services resource: HMAC-SHA256 over method, path, time, host and the body's hash. At
/// each try anew: the service takes a signature for some minutes only.
/// </summary>
internal sealed class AzureMailSignature(byte[] key, TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    private const string SignedHeaders = "x-ms-date;host;x-ms-content-sha256";

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var uri = request.Uri.ToUri();
        var date = clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var hash = HashOf(request.Content);
        var signed = $"{request.Method.Method}\n{uri.PathAndQuery}\n{date};{uri.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
        request.Headers.SetValue("x-ms-date", date);
        request.Headers.SetValue("x-ms-content-sha256", hash);
        request.Headers.SetValue("Authorization", $"HMAC-SHA256 SignedHeaders={SignedHeaders}&Signature={signature}");
    }

    private static string HashOf(RequestContent? content)
    {
        using var body = new MemoryStream();
        content?.WriteTo(body, CancellationToken.None);
        return Convert.ToBase64String(SHA256.HashData(body.ToArray()));
    }
}
