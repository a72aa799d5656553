using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Functions.Organisations;
using Solde.Local.Hosting;
using Solde.Platform.Storage;
using Solde.Tests.Debits;

namespace Solde.Benchmarks.Debits;

/// <summary>The app under the local host, and an organisation for each run.</summary>
internal sealed class RunBenchmarkScene(LocalHost host, HttpClient api) : IAsyncDisposable
{
    private const string OperatorKey = "operator-of-the-benchmark";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <param name="app">Its folder.</param>
    /// <param name="ofApp">The way of the app to the storage; the host has its own.</param>
    public static async Task<RunBenchmarkScene> StartAsync(string app, string storage, string ofApp)
    {
        var host = await LocalHost.StartAsync(new LocalHostOptions
        {
            AppDirectory = app,
            StorageConnectionString = storage,
            RunTimers = false,
            Settings = new Dictionary<string, string>
            {
                ["Storage"] = ofApp,
                ["Storage__CreateTables"] = "true",
                ["Stripe__BaseAddress"] = "http://127.0.0.1:9",
                ["Stripe__ApiKey"] = "sk_test_sandbox",
                ["Stripe__WebhookSecrets"] = "whsec_sandbox",
                ["Solde__OperatorKeyHash"] = ApiKeyText.HashOf(OperatorKey),
                ["Solde__SigningKey"] = "a-signing-key-of-the-benchmark-01234",
                ["Mail__Folder"] = Path.GetTempPath(),
                ["Logging__LogLevel__Default"] = "Warning",
            },
        });
        var api = new HttpClient { BaseAddress = new Uri(host.BaseAddress, "api/v1/"), Timeout = TimeSpan.FromMinutes(5) };
        return new RunBenchmarkScene(host, api);
    }

    public async Task<MeasuredRun> RunAsync(string id, TableServiceClient tables, int quotas, Action? onBegin = null)
    {
        var key = await OpenAsync(id);
        var groups = quotas / ManyQuotas.OfGroup;
        for (var index = 1; index <= groups; index++)
            await SendAsync(HttpMethod.Post, "debits/groups", ConsortiumScene.GroupBody(ManyQuotas.GroupOf(index)), key);
        await new ManyQuotas(tables, id).FillAsync(groups);

        onBegin?.Invoke();
        var clock = Stopwatch.StartNew();
        var begun = new JsonObject { ["month"] = RunScene.Month };
        var run = (await SendAsync(HttpMethod.Post, "debits/runs", begun, key))["id"]!.GetValue<string>();
        var (peak, progress) = (0.0, new List<string>());
        while (true)
        {
            var view = await SendAsync(HttpMethod.Get, "debits/runs/" + run, null, key);
            peak = Math.Max(peak, PeakMegabytes());
            var state = view["state"]!.GetValue<string>();
            var seen = $"{state} {view["quotas"]}";
            if (progress.LastOrDefault()?.StartsWith(seen + " ", StringComparison.Ordinal) != true)
                progress.Add(FormattableString.Invariant($"{seen} ({peak:0} MB)"));
            if (state == "completed")
            {
                return new MeasuredRun(
                    id, RunScene.Month, groups, view["charged"]!.GetValue<int>(), clock.Elapsed, peak, progress, view);
            }
            if (state is "interrupted" or "stopped")
                throw new InvalidOperationException(view.ToJsonString());
            await Task.Delay(BetweenLooks);
        }
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await host.DisposeAsync();
    }

    private async Task<string> OpenAsync(string id)
    {
        var made = await SendAsync(
            HttpMethod.Post,
            "organisations",
            new JsonObject { ["id"] = id, ["name"] = "Consórcio", ["currency"] = "BRL", ["timeZone"] = "America/Sao_Paulo", ["language"] = "pt" },
            OperatorKey);
        var key = made["apiKey"]!["key"]!.GetValue<string>();
        await SendAsync(HttpMethod.Put, "debits/settings", RunScene.Settings(), key);
        return key;
    }

    private double PeakMegabytes()
    {
        using var process = Process.GetProcessById(host.AppProcessId);
        return process.PeakWorkingSet64 / 1024.0 / 1024.0;
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body, string key)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Authorization", "Bearer " + key);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path}: {text}");
    }
}
