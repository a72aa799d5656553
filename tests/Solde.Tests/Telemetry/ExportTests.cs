using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Solde.Functions.Organisations;
using Solde.Local.Desk;
using Solde.Local.Hosting;
using Solde.Tests.Harness;

namespace Solde.Tests.Telemetry;

/// <summary>
/// The app in a process of its own, for its exporters listen to everything that happens in theirs.
/// </summary>
public sealed class ExportTests
{
    private static readonly HttpClient Caller = new();

    private readonly ConcurrentQueue<string> _output = new();

    [Fact]
    public async Task Spans_and_metrics_go_to_the_collector_and_what_waits_goes_when_the_app_stops()
    {
        using var collector = new Collector();

        await RunAsync(("Telemetry__Otlp", collector.Address));

        Assert.Contains(collector.Received, one => one.Path == "/v1/traces" && one.Text.Contains("GET /api/health", StringComparison.Ordinal));
        Assert.Contains(collector.Received, one => one.Path == "/v1/metrics" && one.Text.Contains("solde.function.duration", StringComparison.Ordinal));
        Assert.DoesNotContain(_output, line => line.StartsWith("span ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task To_the_console_they_are_lines()
    {
        await RunAsync(("Telemetry__Console", "true"));

        Assert.Contains(_output, line => line.StartsWith("span {", StringComparison.Ordinal) && line.Contains("\"GET /api/health\"", StringComparison.Ordinal));
        Assert.Contains(_output, line => line.StartsWith("metric solde.function.duration{function=HealthRead,outcome=done} n=1 ", StringComparison.Ordinal));
    }

    /// <summary>One call, then the end.</summary>
    private async Task RunAsync(params (string Name, string Value)[] settings)
    {
        var options = new LocalHostOptions
        {
            AppDirectory = FunctionApp.Built(),
            StorageConnectionString = "UseDevelopmentStorage=true",
            AppOutput = _output.Enqueue,
            Settings = new Dictionary<string, string>(settings.ToDictionary(setting => setting.Name, setting => setting.Value))
            {
                ["Storage"] = "UseDevelopmentStorage=true",
                ["Stripe__ApiKey"] = "sk_test_sandbox",
                ["Stripe__WebhookSecrets"] = SoldeTestSettings.WebhookSecret,
                ["Solde__OperatorKeyHash"] = ApiKeyText.HashOf("operator"),
                ["Solde__SigningKey"] = "a-signing-key-of-the-tests-0123456789",
                ["Mail__Folder"] = Path.GetTempPath(),
            },
        };
        await using var app = await AppProcess.StartAsync(HostJson.Read(options.AppDirectory), options);
        await AppReadiness.WaitAsync(app, TimeSpan.FromSeconds(60), CancellationToken.None);
        using var answer = await Caller.GetAsync(new Uri(app.Address, "api/health"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Whatever comes is written down and answered with an empty OK, as a collector does.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Collector()
        {
            var port = FreePort();
            Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = TakeAsync();
        }

        public string Address { get; }

        public ConcurrentQueue<(string Path, string Text)> Received { get; } = new();

        public void Dispose() => _listener.Close();

        private async Task TakeAsync()
        {
            try
            {
                while (_listener.IsListening)
                {
                    var call = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await call.Request.InputStream.CopyToAsync(body);
                    Received.Enqueue((call.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                    call.Response.ContentType = "application/x-protobuf";
                    call.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private static int FreePort()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}
