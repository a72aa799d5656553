using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>A message that could not be taken in, with the reason, until it can (CLM-17). Never removed.</summary>
internal sealed record SetAsideMessage : IAggregate<SetAsideMessage>
{
    public static string Table => ClaimFile.Table;

    public static string Kind => "set-aside";

    public required string Id { get; init; }

    public SetAsideContent? Content { get; init; }

    public bool Exists => Content is not null;

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

    /// <summary>Writes it down, once for the same bytes from the same network.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> PutAsync(SetAsideContent content, Command command, AggregateStore<SetAsideMessage> store)
    {
        var id = "asd_" + IdempotencyKey.Digest($"{command.Organisation}\n{content.Raw}")[..32];
        await store.ChangeAsync(id, command with { IdempotencyKey = null }, message => message.Exists
            ? new Decision<SetAsideMessage>.Unchanged(Answer.NoContent)
            : new Decision<SetAsideMessage>.Changed(
                message with { Content = content }, new JournalNote("MessageSetAside", content.Reason), Answer.NoContent, []));
        return id;
    }
}

/// <param name="Source">The name of the file; null for a call.</param>
/// <param name="Reason">One of <see cref="MessageFaults"/>.</param>
/// <param name="Where">The field or place.</param>
/// <param name="Raw">The name of the copy as it came.</param>
/// <param name="Tries">How often it was tried again.</param>
/// <param name="Claim">The file that it came to in the end; null while it waits.</param>
/// <param name="Revision">Rises with each change.</param>
internal sealed record SetAsideContent(
    string Network,
    string? Source,
    string Reason,
    string? Where,
    string Raw,
    long Bytes,
    DateTimeOffset At,
    int Tries,
    string? Claim,
    int Revision)
{
    public static SetAsideContent New(
        string network, string? source, string raw, long bytes, MessageFault fault, DateTimeOffset now) => new(
        network, source, fault.Code, fault.Where, raw, bytes, now, 0, null, 1);

    [System.Text.Json.Serialization.JsonIgnore]
    public string State => Claim is null ? SetAsideStates.Waiting : SetAsideStates.Taken;
}

internal static class SetAsideStates
{
    public const string Waiting = "waiting";
    public const string Taken = "taken";

    public static readonly IReadOnlyList<string> All = [Waiting, Taken];
}
