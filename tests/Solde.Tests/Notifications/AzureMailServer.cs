using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Solde.Tests.Notifications;

/// <summary>
/// Communication Services' e-mail API as its documentation says, on this machine. It checks the signature by itself, over what came in, and
/// answers 202 with the operation, 401 for a signature that is not right, or what a test wants.
/// </summary>
internal sealed class AzureMailServer : IAsyncDisposable
{
    public const string Key = "c2VjcmV0IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=";

    private readonly WebApplication _app;

    private AzureMailServer(WebApplication app) => _app = app;

    public List<(JsonObject Body, string Operation)> Taken { get; } = [];

    public int Asked { get; private set; }

    /// <summary>Instead of taking the mail; null to take it.</summary>
    public int? Answers { get; set; }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<AzureMailServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new AzureMailServer(app);
        app.MapPost("/emails:send", server.SendAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> SendAsync(HttpRequest request)
    {
        Asked++;
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes);
        if (request.QueryString.Value != "?api-version=2023-03-31" || request.ContentType != "application/json")
            return Results.BadRequest();
        if (!IsSigned(request, bytes.ToArray()))
            return Results.Unauthorized();
        if (Answers is { } status)
            return Results.StatusCode(status);
        Taken.Add((JsonNode.Parse(bytes.ToArray())!.AsObject(), request.Headers["Operation-Id"].ToString()));
        return Results.Json(new JsonObject { ["id"] = request.Headers["Operation-Id"].ToString(), ["status"] = "Running" }, statusCode: 202);
    }

    private static bool IsSigned(HttpRequest request, byte[] body)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(Key));
        var hash = Convert.ToBase64String(SHA256.HashData(body));
        var date = request.Headers["x-ms-date"].ToString();
        var text = string.Join('\n', request.Method, request.Path + request.QueryString, $"{date};{request.Host};{hash}");
        var expected = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
        return request.Headers["x-ms-content-sha256"] == hash
            && request.Headers.Authorization == "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + expected
            && DateTimeOffset.TryParse(date, out _);
    }
}
