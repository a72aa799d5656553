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
        return Call("request", request);
    }

    /// <summary>The host encodes a text message once more.</summary>
    public static byte[] Message(string text) => Call("message", JsonSerializer.Serialize(text, AsTheHost));

    public static HttpRequestMessage ToFunction(Uri app, string function, byte[] call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app, function)) { Content = new ByteArrayContent(call) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private static byte[] Call(string binding, JsonNode data) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["Data"] = new JsonObject { [binding] = data },
        ["Metadata"] = new JsonObject(),
    }.ToJsonString(AsTheHost));
}
