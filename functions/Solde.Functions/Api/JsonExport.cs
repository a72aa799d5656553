using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Functions.Api;

/// <summary>Streams rows as one JSON array, a row at a time (COM-10).</summary>
public sealed class JsonExport<T>(IAsyncEnumerable<T> rows, JsonTypeInfo<IAsyncEnumerable<T>> type) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(httpContext.Response.Body, rows, type, httpContext.RequestAborted);
    }
}
