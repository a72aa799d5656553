using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Solde.Platform.Telemetry;

namespace Solde.Platform.Hosting;

/// <summary>What a webhook's check says of one call.</summary>
/// <param name="Status">2xx takes the body in as a message; anything else refuses it.</param>
/// <param name="Problem">The refusal's body, application/problem+json; empty when taken in.</param>
public readonly record struct WebhookVerdict(int Status, ReadOnlyMemory<byte> Problem)
{
    public static WebhookVerdict TakenIn { get; } = new(StatusCodes.Status204NoContent, default);

    public bool IsTakenIn => Status is >= 200 and < 300;
}

/// <summary>Looks at a signature and the exact bytes it is over. Must be quick: the caller waits.</summary>
public delegate WebhookVerdict WebhookCheck(IServiceProvider services, ReadOnlySpan<char> signature, ReadOnlySpan<byte> body);

/// <summary>
/// A wrapped call of a webhook, without the endpoint pipeline: a provider sends many of them and waits for each. The
/// body goes to the queue as it stands in the call, where it is escaped already.
/// </summary>
internal static class WebhookInvocation
{
    private const int MaxSignatureLength = 1024;

    /// <returns>The status that the caller gets.</returns>
    public static async Task<int> RunAsync(HttpContext context, FunctionDeclaration function, WebhookTrigger webhook, IServiceProvider services)
    {
        var reader = context.Request.BodyReader;
        var result = await reader.ReadAsync(context.RequestAborted);
        while (!result.IsCompleted)
        {
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result = await reader.ReadAsync(context.RequestAborted);
        }

        int status;
        if (result.Buffer.IsSingleSegment)
        {
            status = Answer(context.Response, function, webhook, services, result.Buffer.FirstSpan);
        }
        else
        {
            var length = (int)result.Buffer.Length;
            var call = ArrayPool<byte>.Shared.Rent(length);
            result.Buffer.CopyTo(call);
            status = Answer(context.Response, function, webhook, services, call.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(call);
        }
        reader.AdvanceTo(result.Buffer.End);
        return status;
    }

    private static int Answer(
        HttpResponse response, FunctionDeclaration function, WebhookTrigger webhook, IServiceProvider services, ReadOnlySpan<byte> call)
    {
        Span<char> signature = stackalloc char[MaxSignatureLength];
        Find(call, webhook.SignatureHeader, signature, out var signatureLength, out var quotedBody);

        // Unescaping never makes a text longer.
        var body = ArrayPool<byte>.Shared.Rent(quotedBody.Length);
        var verdict = webhook.Check(services, signature[..signatureLength], body.AsSpan(0, Unescape(quotedBody, body)));
        ArrayPool<byte>.Shared.Return(body);

        response.ContentType = "application/json";
        if (verdict.IsTakenIn)
            WriteTakenIn(response, FunctionJson.BindingName(function.Sends[0]), verdict.Status, quotedBody);
        else
            WriteRefused(response, verdict);
        return verdict.Status;
    }

    private static void WriteTakenIn(HttpResponse response, string binding, int status, ReadOnlySpan<byte> quotedBody)
    {
        var head = Encoding.ASCII.GetBytes($$$"""{"Outputs":{"response":{"statusCode":{{{status}}},"headers":{},"body":""},"{{{binding}}}":[""");
        var first = BeginningWithTrace(quotedBody);
        var rest = first.Length == 0 ? quotedBody : quotedBody["\"{".Length..];
        var tail = "]},\"Logs\":[],\"ReturnValue\":null}"u8;
        response.ContentLength = head.Length + first.Length + rest.Length + tail.Length;
        response.BodyWriter.Write(head);
        response.BodyWriter.Write(first);
        response.BodyWriter.Write(rest);
        response.BodyWriter.Write(tail);
    }

    /// <summary>
    /// An output can set nothing but the body, so while something is traced the trace goes into it as one more property, in front. What was
    /// signed has been checked by now.
    /// </summary>
    /// <returns>What stands in the place of the quote and the brace; empty where the body stays as it is.</returns>
    private static byte[] BeginningWithTrace(ReadOnlySpan<byte> quotedBody)
    {
        var isObject = quotedBody.StartsWith("\"{"u8) && !quotedBody.StartsWith("\"{}"u8);
        return isObject && TraceParent.Current is { } trace
            ? Encoding.ASCII.GetBytes($$"""
                "{\"{{TraceParent.Header}}\":\"{{trace}}\",
                """)
            : [];
    }

    private static void WriteRefused(HttpResponse response, WebhookVerdict verdict)
    {
        using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartObject("Outputs");
        json.WriteStartObject(HttpTriggerData.ResponseBinding);
        json.WriteNumber("statusCode", verdict.Status);
        json.WriteStartObject("headers");
        json.WriteString("Content-Type", "application/problem+json");
        json.WriteEndObject();
        json.WriteString("body", verdict.Problem.Span);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("Logs");
        json.WriteEndArray();
        json.WriteNull("ReturnValue");
        json.WriteEndObject();
    }

    /// <param name="quotedBody">The body as the call holds it, a JSON string with its quotes; the empty one where there is none.</param>
    /// <exception cref="JsonException">The call is no wrapped HTTP call.</exception>
    private static void Find(
        ReadOnlySpan<byte> call, ReadOnlySpan<char> signatureHeader, Span<char> signature, out int signatureLength, out ReadOnlySpan<byte> quotedBody)
    {
        signatureLength = 0;
        quotedBody = "\"\""u8;
        var reader = new Utf8JsonReader(call);
        reader.Read();
        Enter(ref reader, "Data"u8);
        Enter(ref reader, "request"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isHeaders = reader.ValueTextEquals("Headers"u8);
            var isBody = reader.ValueTextEquals("Body"u8);
            reader.Read();
            if (isHeaders)
                signatureLength = SignatureIn(ref reader, signatureHeader, signature);
            else if (isBody && reader.TokenType == JsonTokenType.String)
                quotedBody = call[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
            else
                reader.Skip();
        }
    }

    /// <summary>From an object's beginning to the value of one of its properties.</summary>
    private static void Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> property)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFound = reader.ValueTextEquals(property);
            reader.Read();
            if (isFound)
                return;
            reader.Skip();
        }
        throw new JsonException("This is no wrapped HTTP call.");
    }

    /// <summary>Header names are alike without regard to case; of several values the first counts.</summary>
    private static int SignatureIn(ref Utf8JsonReader reader, ReadOnlySpan<char> header, Span<char> signature)
    {
        var length = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSignature = reader.ValueSpan.Length == header.Length && Ascii.EqualsIgnoreCase(reader.ValueSpan, header);
            reader.Read();
            if (isSignature && reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= signature.Length)
                    length = reader.CopyString(signature);
                while (reader.TokenType != JsonTokenType.EndArray)
                    reader.Read();
            }
            else
            {
                reader.Skip();
            }
        }
        return length;
    }

    private static int Unescape(ReadOnlySpan<byte> quoted, Span<byte> text)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.CopyString(text);
    }
}
