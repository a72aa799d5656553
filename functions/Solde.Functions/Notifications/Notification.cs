using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;
using Solde.Functions.Vouchers;

namespace Solde.Functions.Notifications;

/// <summary>One notice to one person: kept with its state, so that everyone can see what was sent and what was not (PAY-09).</summary>
internal sealed record Notification : IErasable<Notification>
{
    public static string Table => "Notifications";

    public static string Kind => "notification";

    public static DocumentTypes Documents { get; } = new(new Dictionary<string, JsonTypeInfo>
    {
        [Row.Head] = NotificationRows.Default.NotificationContent,
    });

    public required string Id { get; init; }

    public NotificationContent? Content { get; init; }

    public bool Exists => Content is not null;

    public bool IsAtRest => Content!.State != NotificationStates.Queued;

    public bool IsOfBooks => false;

    public static Notification FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Content = rows.Get(Row.Head, NotificationRows.Default.NotificationContent),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Content!, NotificationRows.Default.NotificationContent);
    }
}

/// <param name="To">The address; null where the person wants no e-mail and finds it in the notification centre only.</param>
/// <param name="Recipient">
/// The administrator's id, <c>owner</c>, <c>user</c>, <c>company</c>, or a name made of an address's digest: that one could be found again by
/// whoever guesses the address.
/// </param>
/// <param name="About">The payment, account, service or order of vouchers.</param>
/// <param name="State">See <see cref="NotificationStates"/>.</param>
/// <param name="Cause">What must still hold when it is sent; null where it is sent whatever comes.</param>
internal sealed record NotificationContent(
    string NoticeKind,
    [property: Personal] string Recipient,
    [property: Personal] string? To,
    string Language,
    string About,
    [property: Personal] IReadOnlyList<string> Arguments,
    string State,
    int Tries,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    VoucherCause? Cause = null);

/// <summary>Why user or company is told of something in a wallet.</summary>
internal sealed record VoucherCause(string Wallet, VoucherOccasion Occasion);

internal static class NotificationStates
{
    /// <summary>To be sent by e-mail.</summary>
    public const string Queued = "queued";

    public const string Sent = "sent";

    /// <summary>It could not be sent, however often it was tried: a person must look.</summary>
    public const string Failed = "failed";

    /// <summary>In the notification centre only.</summary>
    public const string Shown = "shown";

    /// <summary>What it asked for was done, or ended, before it could be sent.</summary>
    public const string NotNeeded = "not_needed";

    public static readonly IReadOnlyList<string> All = [Queued, Sent, Failed, Shown, NotNeeded];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NotificationContent))]
internal sealed partial class NotificationRows : JsonSerializerContext;
