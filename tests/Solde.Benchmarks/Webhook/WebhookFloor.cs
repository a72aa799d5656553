using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Solde.Benchmarks.Host;

namespace Solde.Benchmarks.Webhook;

/// <summary>The least that a webhook can be: an endpoint that checks the HMAC over what it got, and answers.</summary>
internal static class WebhookFloor
{
    public const string Argument = "floor-of-webhook";

    public static async Task ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = int.Parse(Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT")!, CultureInfo.InvariantCulture);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(port);
        });
        var app = builder.Build();
        var key = Encoding.UTF8.GetBytes(ProviderEvents.Secret);
        app.MapPost("/ProviderWebhook", (HttpContext context) => CheckWrappedAsync(context, key));
        app.MapPost("/", (HttpContext context) => CheckAsync(context, key));
        app.MapGet("/", () => Results.Ok());
        await app.RunAsync();
    }

    /// <summary>The same check of what the Functions host makes of a webhook, with the answer that it wants.</summary>
    private static async Task CheckWrappedAsync(HttpContext context, byte[] key)
    {
        using var call = await JsonDocument.ParseAsync(context.Request.Body);
        var request = call.RootElement.GetProperty("Data").GetProperty("request");
        var header = request.GetProperty("Headers").GetProperty("Stripe-Signature")[0].GetString()!.Split(',');
        var signed = Encoding.UTF8.GetBytes(header[0]["t=".Length..] + "." + request.GetProperty("Body").GetString());
        var isValid = CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, signed), Convert.FromHexString(header[1]["v1=".Length..]));
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$$"""{"Outputs":{"response":{"statusCode":{{{(isValid ? 204 : 400)}}},"body":""}},"Logs":[],"ReturnValue":null}""");
    }

    private static async Task CheckAsync(HttpContext context, byte[] key)
    {
        var header = context.Request.Headers["Stripe-Signature"].ToString().Split(',');
        using var signed = new MemoryStream();
        signed.Write(Encoding.ASCII.GetBytes(header[0]["t=".Length..] + "."));
        await context.Request.Body.CopyToAsync(signed);
        var expected = HMACSHA256.HashData(key, signed.GetBuffer().AsSpan(0, (int)signed.Length));
        var isValid = CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(header[1]["v1=".Length..]));
        context.Response.StatusCode = isValid ? StatusCodes.Status204NoContent : StatusCodes.Status400BadRequest;
    }
}
