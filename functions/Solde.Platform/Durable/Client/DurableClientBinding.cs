using System.Text.Json;
using System.Text.Json.Serialization;
using Solde.Platform.Hosting;

namespace Solde.Platform.Durable;

/// <summary>What a <c>durableClient</c> binding tells: where the task hub's HTTP API is, and the key to it.</summary>
internal sealed record DurableClientBinding(
    string TaskHubName, string ConnectionName, string HttpBaseUrl, string RequiredQueryStringParameters)
{
    public const string Name = "client";

    /// <exception cref="JsonException">The call holds no such binding.</exception>
    public static DurableClientBinding Read(JsonElement call) => call.GetProperty("Data").TryGetProperty(Name, out var value)
        ? Parse(TriggerData.Unwrap(value))
        : throw new JsonException($"The call holds no '{Name}'.");

    public static DurableClientBinding Parse(string json) =>
        JsonSerializer.Deserialize(json, DurableClientJson.Default.DurableClientBinding) is { HttpBaseUrl: not null } binding
            ? binding
            : throw new JsonException("The durableClient binding does not say where the task hub is.");

    /// <param name="path">Below the API's root, its parts escaped already.</param>
    /// <param name="query">Names and values; those without a value are left out.</param>
    public Uri Url(string path, bool namesHub, params (string Name, string? Value)[] query)
    {
        var parts = query.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}").ToList();
        if (namesHub)
        {
            parts.Add($"taskHub={Uri.EscapeDataString(TaskHubName ?? "")}");
            parts.Add($"connection={Uri.EscapeDataString(ConnectionName ?? "")}");
        }
        if (!string.IsNullOrEmpty(RequiredQueryStringParameters))
            parts.Add(RequiredQueryStringParameters.TrimStart('?', '&'));
        return new Uri($"{HttpBaseUrl.TrimEnd('/')}/{path}?{string.Join('&', parts)}", UriKind.Absolute);
    }
}

/// <summary>An instance as the HTTP API shows it.</summary>
internal sealed record InstanceDocument(
    string? Name,
    string? InstanceId,
    string RuntimeStatus,
    JsonElement Input,
    JsonElement Output,
    JsonElement CustomStatus,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastUpdatedTime);

internal sealed record PurgeDocument(int InstancesDeleted);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(DurableClientBinding))]
[JsonSerializable(typeof(InstanceDocument))]
[JsonSerializable(typeof(List<InstanceDocument>))]
[JsonSerializable(typeof(PurgeDocument))]
internal sealed partial class DurableClientJson : JsonSerializerContext;
