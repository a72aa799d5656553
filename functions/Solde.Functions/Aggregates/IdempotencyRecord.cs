using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Aggregates;

/// <summary>The first answer to a request, kept in the transaction that did its work (COM-05).</summary>
internal sealed record IdempotencyRecord(string Fingerprint, int Status, string Body, string? Location, string? ETag)
{
    public const string Prefix = "idempotency|";

    public static string KeyOf(string idempotencyKey) => Row.SettledPrefix + Prefix + Api.IdempotencyKey.Digest(idempotencyKey);

    public static string Of(Command command, Answer answer) => JsonSerializer.Serialize(
        new IdempotencyRecord(
            command.Fingerprint, answer.Status, System.Text.Encoding.UTF8.GetString(answer.KeptBody.Span), answer.Location, answer.ETag),
        AggregatesJson.Default.IdempotencyRecord);

    public static Answer AnswerTo(Command command, string json)
    {
        var record = JsonSerializer.Deserialize(json, AggregatesJson.Default.IdempotencyRecord)!;
        return record.Fingerprint == command.Fingerprint
            ? Answer.Replay(record.Status, System.Text.Encoding.UTF8.GetBytes(record.Body), record.Location, record.ETag)
            : CommonRefusals.IdempotencyKeyReused;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IdempotencyRecord))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(IAsyncEnumerable<JournalEntry>))]
[JsonSerializable(typeof(JsonArray))]
internal sealed partial class AggregatesJson : JsonSerializerContext;
