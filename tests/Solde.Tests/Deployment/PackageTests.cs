using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Local.Desk;
using Solde.Local.Hosting;
using Solde.Local.Provider;
using Solde.Tests.Bicep;
using Solde.Tests.Local.Day;

namespace Solde.Tests.Deployment;

/// <summary>
/// The app from a folder in which nothing else lies, as Azure has it. Of what was built, since publishing takes minutes; of the package
/// itself with <c>SOLDE_PACKAGE=artifacts/package/solde.zip dotnet test --filter Package</c>, after <c>dotnet publish</c>.
/// </summary>
public sealed class PackageTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(3));
    private readonly string app = Directory.CreateTempSubdirectory("solde-package-").FullName;
    private readonly string desk = Directory.CreateTempSubdirectory("solde-package-desk-").FullName;

    /// <summary>Null when only what was built is looked at.</summary>
    private static string? Package =>
        Environment.GetEnvironmentVariable("SOLDE_PACKAGE") is { Length: > 0 } path ? Path.GetFullPath(path, BicepFiles.Root) : null;

    public void Dispose()
    {
        patience.Dispose();
        Directory.Delete(app, recursive: true);
        Directory.Delete(desk, recursive: true);
    }

    [Fact]
    public async Task The_package_starts_in_an_empty_folder_and_serves_a_signed_webhook()
    {
        Unpack();

        await using var process = DeskProcess.Start(desk, "--serve", "--app", app);
        var (api, provider) = await process.WhereAsync(patience.Token);
        using (provider)
        using (api)
        {
            var id = "evt_" + Guid.NewGuid().ToString("N");
            Assert.Equal(HttpStatusCode.BadRequest, await TellAsync(api, id, "whsec_of_somebody_else"));
            Assert.Equal(HttpStatusCode.NoContent, await TellAsync(api, id, DeskSecrets.WebhookSecret));
            await UntilKeptAsync(api, id);
        }
        await process.StopAsync(patience.Token);
    }

    /// <summary>What is personal the documents' types say in attributes, which a publish could trim away.</summary>
    [Fact]
    [Trait("Rule", "COM-12")]
    public async Task The_package_knows_what_is_personal_and_erases_it()
    {
        Unpack();

        await using var process = DeskProcess.Start(desk, "--serve", "--app", app);
        var (api, provider) = await process.WhereAsync(patience.Token);
        using (provider)
        using (api)
        {
            var made = await PostAsync(api, DeskSecrets.OperatorKey, "organisations", new JsonObject
            {
                ["id"] = "org-1",
                ["name"] = "Centre",
                ["currency"] = "CAD",
                ["timeZone"] = "America/Toronto",
                ["language"] = "fr",
            });
            var key = (string)made["apiKey"]!["key"]!;
            var account = await PostAsync(api, key, "accounts", new JsonObject { ["name"] = "Marie Quesnel", ["email"] = "marie@example.org" });
            var wish = new JsonObject { ["reason"] = "she asks for it", ["kind"] = "account", ["record"] = account["id"]!.DeepClone() };
            var erasure = await PostAsync(api, key, "erasures", wish);
            while ((string)erasure["state"]! != "done")
            {
                await Task.Delay(50, patience.Token);
                erasure = await GetAsync(api, key, $"erasures/{erasure["id"]}");
            }

            Assert.Equal(
                """{"name":"erased","email":"erased","language":"fr"}""",
                (await GetAsync(api, key, $"accounts/{account["id"]}"))["owner"]!.ToJsonString());
            Assert.DoesNotContain("Quesnel", (await GetAsync(api, key, $"accounts/{account["id"]}/journal")).ToJsonString(), StringComparison.Ordinal);
        }
        await process.StopAsync(patience.Token);
    }

    [Fact]
    public void The_package_holds_host_json_every_function_and_an_executable_that_may_be_executed()
    {
        Unpack();

        var host = HostJson.Read(app);
        Assert.Equal(
            NamesTests.Functions().Select(function => function.Name).Order(StringComparer.Ordinal),
            FunctionMetadata.ReadAll(app).Select(function => function.Name));
        Assert.True(File.Exists(host.Executable));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(Executable, File.GetUnixFileMode(host.Executable) & Executable);
        Assert.False(File.Exists(Path.Combine(app, "local.settings.json")), "Settings of a desk are not to be deployed.");
    }

    private void Unpack()
    {
        if (Package is { } package)
            ZipFile.ExtractToDirectory(package, app);
        else
            Copy(FunctionApp.Built(), app);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    /// <summary>An event about a payment that nobody here asked for: it is kept for the operator to see.</summary>
    private async Task<HttpStatusCode> TellAsync(HttpClient api, string id, string secret)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = id,
            ["object"] = "event",
            ["type"] = "payment_intent.succeeded",
            ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["livemode"] = false,
            ["data"] = new JsonObject
            {
                ["object"] = new JsonObject
                {
                    ["id"] = "pi_1",
                    ["object"] = "payment_intent",
                    ["status"] = "succeeded",
                    ["metadata"] = new JsonObject(),
                },
            },
        }.ToJsonString());
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        content.Headers.Add(Signature.Header, Signature.Of(body, secret, DateTimeOffset.UtcNow));
        using var answer = await api.PostAsync("provider/webhook", content, patience.Token);
        return answer.StatusCode;
    }

    private async Task UntilKeptAsync(HttpClient api, string id)
    {
        while (true)
        {
            var kept = await GetAsync(api, DeskSecrets.OperatorKey, "payments/unmatched-events/of-nobody");
            if (kept.ToJsonString().Contains(id, StringComparison.Ordinal))
                return;
            await Task.Delay(50, patience.Token);
        }
    }

    private Task<JsonNode> GetAsync(HttpClient api, string key, string path) =>
        SendAsync(api, key, new HttpRequestMessage(HttpMethod.Get, path));

    private Task<JsonNode> PostAsync(HttpClient api, string key, string path, JsonObject body) =>
        SendAsync(api, key, new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        });

    private async Task<JsonNode> SendAsync(HttpClient api, string key, HttpRequestMessage request)
    {
        using var sent = request;
        sent.Headers.Authorization = new("Bearer", key);
        using var answer = await api.SendAsync(sent, patience.Token);
        var text = await answer.Content.ReadAsStringAsync(patience.Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
