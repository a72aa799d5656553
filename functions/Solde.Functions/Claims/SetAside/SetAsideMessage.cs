using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>A message that could not be taken in, with the reason, until it can (CLM-17). It stays in the list for ever.</summary>
internal sealed record SetAsideMessage : IErasable<SetAsideMessage>
{
    public static string Table => ClaimFile.Table;

    public static string Kind => "set-aside";

    public static DocumentTypes Documents { get; } = new(new Dictionary<string, JsonTypeInfo>
    {
        [Row.Head] = ClaimRows.Default.SetAsideContent,
    });

    public required string Id { get; init; }

    public SetAsideContent? Content { get; init; }

    public bool Exists => Content is not null;

    /// <summary>Taken, its file has it; and one that could not be taken in for so long waits for nobody any more.</summary>
    public bool IsAtRest => true;

    public bool IsOfBooks => false;

    public static SetAsideMessage FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Content = rows.Get(Row.Head, ClaimRows.Default.SetAsideContent),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Content!, ClaimRows.Default.SetAsideContent);
    }

    public static IEnumerable<Announcement> Follow(string organisation, long entry, SetAsideMessage before, SetAsideMessage after) =>
        [Announcement.To(ClaimsQueue.Claims, new SetAsideChanged(organisation, after.Id), ClaimMessages.Default.SetAsideChanged)];

    /// <summary>Writes it down, once for the same bytes from the same network; once more where they come after they were erased.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> PutAsync(SetAsideContent content, Command command, AggregateStore<SetAsideMessage> store)
    {
        for (var time = 0; ; time++)
        {
            var id = IdOf(command.Organisation, content.Raw, time);
            var answer = await store.ChangeAsync(id, command with { IdempotencyKey = null }, message => message.Exists
                ? new Decision<SetAsideMessage>.Unchanged(Answer.NoContent)
                : new Decision<SetAsideMessage>.Changed(
                    message with { Content = content }, new JournalNote("MessageSetAside", content.Reason), Answer.NoContent, []));
            if (answer.Refusal?.Kind != CommonRefusals.Erased)
                return id;
        }
    }

    private static string IdOf(string organisation, string raw, int time) =>
        "asd_" + IdempotencyKey.Digest(time == 0 ? $"{organisation}\n{raw}" : $"{organisation}\n{raw}\n{time}")[..32];
}

/// <param name="Source">The name of the file, which may be anything; null for a call.</param>
/// <param name="Reason">One of <see cref="MessageFaults"/>.</param>
/// <param name="Where">The field or place.</param>
/// <param name="Raw">The name of the copy as it came.</param>
/// <param name="Tries">How often it was tried again.</param>
/// <param name="Claim">The file that it came to in the end; null while it waits.</param>
/// <param name="Revision">Rises with each change.</param>
internal sealed record SetAsideContent(
    string Network,
    [property: Personal] string? Source,
    string Reason,
    string? Where,
    [property: Personal] string Raw,
    long Bytes,
    DateTimeOffset At,
    int Tries,
    string? Claim,
    int Revision)
{
    public static SetAsideContent New(
        string network, string? source, string raw, long bytes, MessageFault fault, DateTimeOffset now) => new(
        network, source, fault.Code, fault.Where, raw, bytes, now, 0, null, 1);

    [JsonIgnore]
    public string State => Claim is null ? SetAsideStates.Waiting : SetAsideStates.Taken;
}

internal static class SetAsideStates
{
    public const string Waiting = "waiting";
    public const string Taken = "taken";

    public static readonly IReadOnlyList<string> All = [Waiting, Taken];
}
