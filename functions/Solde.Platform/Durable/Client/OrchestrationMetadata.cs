using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Platform.Durable;

/// <summary>An instance as it stands. The JSON texts are null where they were not asked for or are not there.</summary>
/// <param name="SerializedOutput">Of a failed instance: a text that says why.</param>
public sealed record OrchestrationMetadata(
    string Name,
    string InstanceId,
    OrchestrationRuntimeStatus RuntimeStatus,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUpdatedAt,
    string? SerializedInput,
    string? SerializedOutput,
    string? SerializedCustomStatus)
{
    public bool HasEnded => RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Canceled or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>(JsonTypeInfo<T> type) => DurableJson.Read(SerializedInput, type);

    public T? ReadOutputAs<T>(JsonTypeInfo<T> type) => DurableJson.Read(SerializedOutput, type);

    public T? ReadCustomStatusAs<T>(JsonTypeInfo<T> type) => DurableJson.Read(SerializedCustomStatus, type);

    /// <exception cref="JsonException">The status is none that is known.</exception>
    internal static OrchestrationMetadata Of(InstanceDocument document, string askedFor, bool withData) => new(
        document.Name ?? "",
        document.InstanceId ?? askedFor,
        Enum.TryParse<OrchestrationRuntimeStatus>(document.RuntimeStatus, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new JsonException($"'{document.RuntimeStatus}' is no status of an orchestration."),
        document.CreatedTime,
        document.LastUpdatedTime,
        withData ? Text(document.Input) : null,
        withData ? Text(document.Output) : null,
        withData ? Text(document.CustomStatus) : null);

    private static string? Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : value.GetRawText();
}

/// <summary>Where an instance is. The last four are ends.</summary>
public enum OrchestrationRuntimeStatus
{
    Pending,
    Running,
    Suspended,
    ContinuedAsNew,
    Completed,
    Failed,
    Canceled,
    Terminated,
}
