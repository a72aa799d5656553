using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Functions.Accounts;
using Solde.Functions.Vouchers;
using Solde.Platform.Hosting;
using Solde.Tests.Harness;

namespace Solde.Tests.Aggregates;

/// <summary>
/// Many callers of accounts at the same instant. The test app keeps its queue in a plain list, so these calls go to the
/// app by themselves, as the host wraps them, and their messages join the queue when all have been answered.
/// </summary>
internal static class ManyCallers
{
    private const string Function = "AccountsCommands";

    public static async Task<TestAnswer[]> PostAsync(
        string key, IEnumerable<(SoldeTestApp App, string Path, JsonNode Body, string IdempotencyKey)> calls, string function = Function)
    {
        var sent = new ConcurrentBag<(SoldeTestApp App, QueuedMessage Message)>();
        using var http = new HttpClient();
        var answers = await Task.WhenAll(calls.Select(call => CallAsync(
            http, call.App, key, (function, call.Path, call.Body, call.IdempotencyKey), sent)));
        foreach (var (app, message) in sent)
            app.Queue.Add(message);
        return answers;
    }

    private static async Task<TestAnswer> CallAsync(
        HttpClient http,
        SoldeTestApp app,
        string key,
        (string Function, string Path, JsonNode Body, string IdempotencyKey) asked,
        ConcurrentBag<(SoldeTestApp, QueuedMessage)> sent)
    {
        var request = new JsonObject
        {
            ["Url"] = "http://localhost:7071/api/v1/" + asked.Path,
            ["Method"] = "POST",
            ["Headers"] = new JsonObject
            {
                ["Authorization"] = new JsonArray("Bearer " + key),
                ["Idempotency-Key"] = new JsonArray(asked.IdempotencyKey),
                ["Content-Type"] = new JsonArray("application/json"),
            },
            ["Body"] = asked.Body.ToJsonString(),
        };
        var call = new JsonObject { ["Data"] = new JsonObject { ["request"] = request }, ["Metadata"] = new JsonObject() };
        using var content = new StringContent(call.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(app.Address, "/" + asked.Function), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var outputs = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["Outputs"]!.AsObject();
        foreach (var queue in new[] { Queues.Accounts, Queues.Notifications, Queues.Partners, VoucherQueue.Vouchers })
        {
            foreach (var text in outputs[FunctionJson.BindingName(queue)]?.AsArray() ?? [])
                sent.Add((app, new QueuedMessage(queue, text!.GetValue<string>(), 0)));
        }
        var inner = outputs["response"]!;
        var headers = inner["headers"]!.AsObject().ToDictionary(header => header.Key, header => header.Value!.GetValue<string>(), StringComparer.OrdinalIgnoreCase);
        return new TestAnswer((HttpStatusCode)inner["statusCode"]!.GetValue<int>(), headers, inner["body"]!.GetValue<string>());
    }
}
