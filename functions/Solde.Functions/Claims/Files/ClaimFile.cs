using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>
/// A claim file (dossier sinistre) with the network's messages about it and what we sent. Its messages settle at once: a command reads the
/// head alone, however many have come.
/// </summary>
internal sealed record ClaimFile : IErasable<ClaimFile>
{
    public const string MessagePrefix = "message|";
    private const string SentPrefix = "sent|";

    public static string Table => "Claims";

    public static string Kind => "claim";

    public static DocumentTypes Documents { get; } = new(new Dictionary<string, JsonTypeInfo>
    {
        [Row.Head] = ClaimRows.Default.ClaimHead,
        [MessagePrefix] = ClaimRows.Default.ClaimMessage,
        [SentPrefix] = ClaimRows.Default.SentMessage,
    });

    public required string Id { get; init; }

    public ClaimHead? Head { get; init; }

    /// <summary>Those that were looked for, by <see cref="KeyOf"/>.</summary>
    public required ImmutableSortedDictionary<string, ClaimMessage> Messages { get; init; }

    /// <summary>All, by name.</summary>
    public required ImmutableSortedDictionary<string, SentMessage> Sent { get; init; }

    /// <summary>Settled rows that were looked for.</summary>
    public ImmutableHashSet<string> AskedFor { get; init; } = [];

    public bool Exists => Head is not null;

    /// <summary>
    /// Ended, with everything written that was to be sent and everything reconciled that was paid. Its workflow knows ids alone, and ends
    /// by itself a day later.
    /// </summary>
    public bool IsAtRest => ClaimStates.IsEnded(State)
        && Sent.Values.All(sent => sent.WrittenAt is not null)
        && (Use != ClaimUse.Invoice || Head!.Payments.All(payment => payment.Payment is not null));

    /// <summary>An invoice is, or was, made of it.</summary>
    public bool IsOfBooks => Head is { InvoicedAt: not null } or { Document.Invoice: not null };

    public string State => Head?.State ?? ClaimStates.NoFile;

    public ClaimUse Use => Head?.Document?.Use ?? ClaimUse.None;

    /// <summary>The same for every message about a claim, so that each finds its file without an index.</summary>
    public static string IdOf(string organisation, string network, string number) =>
        "clm_" + IdempotencyKey.Digest($"{organisation}\n{network}\n{number.ToUpperInvariant()}")[..32];

    /// <summary>A message's key: the network's own number may hold anything.</summary>
    public static string KeyOf(string number) => "msg_" + IdempotencyKey.Digest(number)[..32];

    public static string MessageRow(string key) => MessagePrefix + key;

    public static ClaimFile Empty(string id) => new()
    {
        Id = id,
        Messages = ImmutableSortedDictionary.Create<string, ClaimMessage>(StringComparer.Ordinal),
        Sent = ImmutableSortedDictionary.Create<string, SentMessage>(StringComparer.Ordinal),
    };

    public static ClaimFile FromRows(string id, RowSet rows)
    {
        var empty = Empty(id);
        return empty with
        {
            Head = rows.Get(Row.Head, ClaimRows.Default.ClaimHead),
            Messages = empty.Messages.AddRange(rows.All(MessagePrefix, ClaimRows.Default.ClaimMessage)),
            Sent = empty.Sent.AddRange(rows.All(SentPrefix, ClaimRows.Default.SentMessage)),
            AskedFor = [.. rows.AskedFor],
        };
    }

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, ClaimRows.Default.ClaimHead);
        foreach (var (key, message) in Messages)
            yield return new Row(MessageRow(key), IsOpen: false, message, ClaimRows.Default.ClaimMessage);
        foreach (var (name, sent) in Sent)
            yield return new Row(SentPrefix + name, IsOpen: true, sent, ClaimRows.Default.SentMessage);
    }

    /// <summary>Whatever changed it: the lists show it anew, and where it moved its workflow looks at it.</summary>
    public static IEnumerable<Announcement> Follow(string organisation, long entry, ClaimFile before, ClaimFile after) =>
    [
        Announcement.To(
            ClaimsQueue.Claims,
            new ClaimChanged(organisation, after.Id, Moved: before.Head?.Turn != after.Head!.Turn),
            ClaimMessages.Default.ClaimChanged),
    ];

    /// <summary>May the message be among the settled ones, not looked for yet?</summary>
    public bool HasNotRead(string key) => Exists && !Messages.ContainsKey(key) && !AskedFor.Contains(MessageRow(key));

    public ClaimFile With(ClaimHead head) => this with { Head = head };

    public ClaimFile With(ClaimMessage message) => this with { Messages = Messages.SetItem(KeyOf(message.Number), message) };

    public ClaimFile With(SentMessage sent) => this with { Sent = Sent.SetItem(sent.Name, sent) };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimHead))]
[JsonSerializable(typeof(ClaimMessage))]
[JsonSerializable(typeof(SentMessage))]
[JsonSerializable(typeof(SetAsideContent))]
[JsonSerializable(typeof(NetworkSettingsContent))]
internal sealed partial class ClaimRows : JsonSerializerContext;
