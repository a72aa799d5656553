using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Platform.Durable;

/// <summary>What every call to the task hub's HTTP API has in common: bodies, answers, outages.</summary>
internal static class TaskHubHttp
{
    /// <summary>The hub takes no other content type than this one.</summary>
    public static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json", "utf-8"));

    /// <summary>Sends what the hub does, or says that it never will: unknown (404) or ended (410).</summary>
    /// <exception cref="HttpRequestException">The hub answered anything else.</exception>
    public static async Task<HttpStatusCode> SignalAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await http.SendAsync(request, cancellation);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return response.StatusCode;
        throw await OutageAsync(response, cancellation);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        return await JsonSerializer.DeserializeAsync(body, type, cancellation)
            ?? throw new JsonException("The task hub's answer is empty.");
    }

    public static async Task<HttpRequestException> OutageAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return new HttpRequestException(
            $"The task hub answered {(int)response.StatusCode}: {(text.Length > 500 ? text[..500] : text)}",
            inner: null,
            response.StatusCode);
    }
}
