using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solde.Benchmarks.Host;

/// <summary>The bodies in which the Functions host gives an HTTP request or a queue message to the app.</summary>
internal static class HostCalls
{
    /// <summary>As the host's serializer writes: a quote takes two bytes.</summary>
    private static readonly JsonSerializerOptions AsTheHost = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Http(string method, string path, string body, params (string Name, string Value)[] headers)
    {
        var request = new JsonObject
        {
            ["Url"] = "http://localhost:7071" + path,
            ["Method"] = method,
            ["Query"] = new JsonObject(),
            ["Headers"] = new JsonObject(headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Name, new JsonArray(header.Value)))),
            ["Params"] = new JsonObject(),
            ["Identities"] = new JsonArray(),
            ["Body"] = body,
        };
        return Call("request", request, []);
    }

    /// <summary>As the host describes its task hub to each function that may start or signal a workflow.</summary>
    private const string TaskHub =
        """{"taskHubName":"benchmark","connectionName":"Storage","httpBaseUrl":"http://127.0.0.1:9/runtime/webhooks/durabletask","requiredQueryStringParameters":"code=none"}""";

    public static byte[] Timer() => Call("timer", new JsonObject { ["IsPastDue"] = false }, []);

    /// <summary>The host encodes a text message once more.</summary>
    public static byte[] Message(string text, int delivery = 1) => Call(
        "message",
        JsonSerializer.Serialize(text, AsTheHost),
        new JsonObject { ["DeliveryCount"] = delivery },
        ("client", JsonSerializer.Serialize(TaskHub, AsTheHost)));

    public static HttpRequestMessage ToFunction(Uri app, string function, byte[] call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app, function)) { Content = new ByteArrayContent(call) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private static byte[] Call(string binding, JsonNode data, JsonObject metadata, params (string Binding, JsonNode Data)[] more)
    {
        var all = new JsonObject { [binding] = data };
        foreach (var (name, value) in more)
            all[name] = value;
        return Encoding.UTF8.GetBytes(new JsonObject { ["Data"] = all, ["Metadata"] = metadata }.ToJsonString(AsTheHost));
    }
}
