using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Platform.Durable.Replay;

/// <summary>
/// What the orchestrator's code waits for. Its continuations run inside the call that completes it: asynchronous ones
/// would make Task.WhenAll go on in the thread pool.
/// </summary>
internal abstract class PendingResult
{
    public abstract bool IsOpen { get; }

    /// <summary>False when it was complete already: the second of two completions counts for nothing.</summary>
    public abstract bool Complete(string? json);

    public abstract bool Fail(Exception failure);

    public abstract bool Cancel(CancellationToken cancellation);
}

/// <param name="type">Null when nobody looks at the result.</param>
internal sealed class PendingResult<T>(JsonTypeInfo<T>? type) : PendingResult
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override bool IsOpen => !_source.Task.IsCompleted;

    public override bool Complete(string? json)
    {
        if (!IsOpen)
            return false;
        T? value;
        try
        {
            value = type is null ? default : DurableJson.Read(json, type);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return _source.TrySetException(unreadable);
        }
        return _source.TrySetResult(value!);
    }

    public override bool Fail(Exception failure) => _source.TrySetException(failure);

    public override bool Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
}
