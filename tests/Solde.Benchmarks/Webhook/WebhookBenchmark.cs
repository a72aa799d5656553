using System.Text;
using Solde.Benchmarks.Host;
using Solde.Benchmarks.Measuring;

namespace Solde.Benchmarks.Webhook;

/// <summary>
/// Accepted webhooks a second. The app gets what the Functions host makes of a webhook, the floor the bare webhook. The app's
/// storage is where nobody listens, so an acceptance that called it would fail here.
/// </summary>
internal static class WebhookBenchmark
{
    private const int Connections = 16;
    private const int DifferentEvents = 64;

    public static async Task RunAsync()
    {
        using var app = await StartedApp.StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Solde.Functions.dll")]);
        using var floor = await StartedApp.StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Solde.Benchmarks.dll"), WebhookFloor.Argument]);
        // Signed now: the run must end within the five minutes that a signature is good for.
        var now = DateTimeOffset.UtcNow;
        var events = Enumerable.Range(0, DifferentEvents).Select(number => ProviderEvents.Succeeded("org", "acc", $"pay_{number}", 10_000)).ToList();
        List<byte[]> wrapped = [.. events.Select(body => Request("/ProviderWebhook", HostCalls.Http(
            "POST", "/api/v1/provider/webhook", body, ("Content-Type", "application/json"), ("Stripe-Signature", ProviderEvents.Sign(body, now)))))];
        List<byte[]> bare = [.. events.Select(body => Request("/", Encoding.UTF8.GetBytes(body), "Stripe-Signature: " + ProviderEvents.Sign(body, now) + "\r\n"))];

        var comparison = await Alternation.CompareAsync(
            new Contender("webhook accepted", new Load(app.Port, wrapped, "\"statusCode\":204"u8.ToArray(), Connections).RunAsync),
            new Contender("signature checked, nothing else", new Load(floor.Port, bare, "HTTP/1.1 204"u8.ToArray(), Connections).RunAsync),
            rounds: 9, units: 10_000, warmUp: 20_000, needs: 0.8);
        comparison.Print();

        // How much of the distance is the host's protocol, which every handler of Functions pays.
        var sameProtocol = await Alternation.CompareAsync(
            new Contender("webhook accepted", new Load(app.Port, wrapped, "\"statusCode\":204"u8.ToArray(), Connections).RunAsync),
            new Contender("signature of a wrapped call checked", new Load(floor.Port, wrapped, "\"statusCode\":204"u8.ToArray(), Connections).RunAsync),
            rounds: 9, units: 10_000, warmUp: 20_000, needs: 0.8);
        sameProtocol.Print();
    }

    private static byte[] Request(string path, byte[] body, string headers = "") =>
    [
        .. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{headers}\r\n"),
        .. body,
    ];
}
