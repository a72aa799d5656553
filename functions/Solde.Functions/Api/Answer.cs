using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Functions.Api;

/// <summary>What an endpoint says: a view as JSON, or a refusal. Bytes, so that it can be kept and given again (COM-05).</summary>
public sealed class Answer : IResult
{
    private Answer(int status, ReadOnlyMemory<byte> body) => (Status, Body) = (status, body);

    public int Status { get; }

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>What is kept for a repeated request, where the first answer shows a secret once.</summary>
    public ReadOnlyMemory<byte> KeptBody { get => field.IsEmpty ? Body : field; private init; }

    public string? Location { get; init; }

    /// <summary>Quoted, as it stands in the header.</summary>
    public string? ETag { get; init; }

    /// <summary>This is the first answer to the same request, given again.</summary>
    public bool IsReplayed { get; init; }

    public Refusal? Refusal { get; private init; }

    public static Answer Ok<T>(T view, JsonTypeInfo<T> type, string? etag = null) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(view, type)) { ETag = etag };

    public static Answer Created<T>(T view, JsonTypeInfo<T> type, string location, string? etag = null) =>
        new(StatusCodes.Status201Created, JsonSerializer.SerializeToUtf8Bytes(view, type)) { Location = location, ETag = etag };

    /// <param name="kept">The same view without its secret.</param>
    public static Answer CreatedOnce<T>(T view, T kept, JsonTypeInfo<T> type, string location) =>
        new(StatusCodes.Status201Created, JsonSerializer.SerializeToUtf8Bytes(view, type))
        {
            Location = location,
            KeptBody = JsonSerializer.SerializeToUtf8Bytes(kept, type),
        };

    /// <summary>The work was taken on and goes on after this answer; <paramref name="location"/> tells how it stands.</summary>
    public static Answer Accepted<T>(T view, JsonTypeInfo<T> type, string location) =>
        new(StatusCodes.Status202Accepted, JsonSerializer.SerializeToUtf8Bytes(view, type)) { Location = location };

    public static Answer NoContent { get; } = new(StatusCodes.Status204NoContent, default);

    public static Answer Refused(Refusal refusal) => new(refusal.Kind.Status, default) { Refusal = refusal };

    public static Answer Replay(int status, ReadOnlyMemory<byte> body, string? location, string? etag) =>
        new(status, body) { Location = location, ETag = etag, IsReplayed = true };

    public static implicit operator Answer(Refusal refusal) => Refused(refusal);

    public static implicit operator Answer(RefusalKind kind) => Refused(kind);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (Refusal is not null)
        {
            await Problem.WriteAsync(httpContext, Refusal);
            return;
        }

        response.StatusCode = Status;
        if (Location is not null)
            response.Headers.Location = Location;
        if (ETag is not null)
            response.Headers.ETag = ETag;
        if (IsReplayed)
            response.Headers["Idempotent-Replayed"] = "true";
        if (Body.Length == 0)
            return;
        response.ContentType = "application/json; charset=utf-8";
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
