using System.Text.Json;
using Solde.Local.Hosting;

namespace Solde.Tests.Local.Hosting;

/// <summary>
/// A custom handler in a folder of its own: a node process that writes down each call it gets and answers as the test says.
/// </summary>
internal sealed class FakeApp : IDisposable
{
    public const string NoOutputs = "{ body: JSON.stringify({ Outputs: {}, Logs: [], ReturnValue: null }) }";

    private readonly string folder = Directory.CreateTempSubdirectory("solde-fake-app-").FullName;

    /// <param name="answer">
    /// JavaScript: what to answer (<c>status, headers, body</c>) to <c>call</c> (<c>method, url, headers, body, count</c>).
    /// </param>
    public FakeApp(string answer = NoOutputs)
    {
        File.WriteAllText(Path.Combine(folder, "host.json"), """
            {
              "version": "2.0", // Comments are allowed here.
              "customHandler": {
                "description": { "defaultExecutablePath": "node", "arguments": ["handler.mjs"] },
                "enableForwardingHttpRequest": true
              }
            }
            """);
        File.WriteAllText(Path.Combine(folder, "handler.mjs"), $$"""
            import http from 'node:http';
            import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
            import { setTimeout as sleep } from 'node:timers/promises';

            writeFileSync('environment.json', JSON.stringify(process.env));
            let count = 0;
            http.createServer(async (request, response) => {
              const chunks = [];
              for await (const chunk of request) chunks.push(chunk);
              if (request.url === '/') return response.writeHead(404).end();
              const { method, url, headers } = request;
              const call = { method, url, headers, body: Buffer.concat(chunks).toString('utf8'), count: ++count };
              appendFileSync('calls.jsonl', JSON.stringify(call) + '\n');
              const { status = 200, headers: answerHeaders = {}, body = '' } = await (async () => ({{answer}}))();
              response.writeHead(status, answerHeaders).end(body);
            }).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), '127.0.0.1');
            process.on('SIGTERM', () => { appendFileSync('stops.txt', 'SIGTERM\n'); process.exit(0); });
            """);
    }

    public string Folder => folder;

    public IReadOnlyList<FakeAppCall> Calls => Lines("calls.jsonl")
        .Select(line => JsonSerializer.Deserialize<FakeAppCall>(line, JsonSerializerOptions.Web)!)
        .ToArray();

    public IReadOnlyList<string> Stops => Lines("stops.txt");

    public IReadOnlyDictionary<string, string> Environment =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "environment.json")))!;

    public FakeApp With(string function, params string[] bindings)
    {
        Directory.CreateDirectory(Path.Combine(folder, function));
        File.WriteAllText(
            Path.Combine(folder, function, "function.json"),
            $$"""{ "bindings": [ {{string.Join(", ", bindings)}} ] }""");
        return this;
    }

    public FakeApp WithHostJson(Func<string, string> change)
    {
        var path = Path.Combine(folder, "host.json");
        File.WriteAllText(path, change(File.ReadAllText(path)));
        return this;
    }

    public FakeApp WithoutForwarding() => WithHostJson(json =>
        json.Replace("\"enableForwardingHttpRequest\": true", "\"enableForwardingHttpRequest\": false", StringComparison.Ordinal));

    public LocalHostOptions Options(AzuriteFixture azurite) => new()
    {
        AppDirectory = folder,
        StorageConnectionString = azurite.ConnectionString,
        QueuePollInterval = TimeSpan.FromMilliseconds(100),
        LockDuration = TimeSpan.FromSeconds(30),
        RunTimers = false,
    };

    public Task<LocalHost> StartAsync(AzuriteFixture azurite) => LocalHost.StartAsync(Options(azurite));

    /// <summary>Waits for as many calls; what comes later is not waited for.</summary>
    public async Task<IReadOnlyList<FakeAppCall>> CallsAsync(int atLeast)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var calls = Calls;
            if (calls.Count >= atLeast) return calls;
            await Task.Delay(20, patience.Token);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The last line may be half written.
    private string[] Lines(string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n').SkipLast(1)];
    }
}

internal sealed record FakeAppCall(string Method, string Url, Dictionary<string, string> Headers, string Body, int Count)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement Data(string binding) => Json.GetProperty("Data").GetProperty(binding);

    public JsonElement Metadata(string name) => Json.GetProperty("Metadata").GetProperty(name);
}
