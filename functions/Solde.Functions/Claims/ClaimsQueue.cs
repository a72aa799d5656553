using System.Text.Json.Serialization;
using Solde.Functions.Accounts;

namespace Solde.Functions.Claims;

/// <summary>The queue and the messages by which claims tell themselves, and notifications, what is left to do. Ids only.</summary>
internal static class ClaimsQueue
{
    public const string Claims = "claims";

    /// <summary>What this area's functions send: payments and credit notes of theirs announce themselves to accounts.</summary>
    public static readonly IReadOnlyList<string> Sends = [Claims, .. Queues.All];
}

/// <summary>To <see cref="ClaimsQueue.Claims"/>, with every change of a file: the lists show it anew.</summary>
/// <param name="Moved">It came into another state, or the same one anew: its workflow looks at it.</param>
internal sealed record ClaimChanged(string Organisation, string Claim, bool Moved);

/// <summary>To <see cref="ClaimsQueue.Claims"/>: a credit note of a file's invoice was made or deleted: the account follows.</summary>
internal sealed record ClaimInvoiceChanged(
    string Organisation, string Claim, string Account, string Invoice, string CreditNote, bool IsDeleted, string Reason);

/// <summary>To <see cref="ClaimsQueue.Claims"/>: a message is to lie in the network's outgoing folder.</summary>
internal sealed record ClaimMessageSent(string Organisation, string Claim, string Name);

/// <summary>To <see cref="ClaimsQueue.Claims"/>: payment notices and an invoice are both there.</summary>
internal sealed record ClaimPaid(string Organisation, string Claim);

/// <summary>To <see cref="ClaimsQueue.Claims"/>, from the timer and while files are left: a network's folder is to be read.</summary>
internal sealed record FolderFilled(string Organisation, string Network);

/// <summary>To <see cref="ClaimsQueue.Claims"/>, behind the messages of its files: they are taken in and may go.</summary>
/// <param name="Files">The version that was read, by name.</param>
internal sealed record FolderTaken(string Organisation, string Network, IReadOnlyDictionary<string, string> Files, bool AreLeft);

/// <summary>To <see cref="ClaimsQueue.Claims"/>, with every change of a message that was set aside: the list shows it.</summary>
internal sealed record SetAsideChanged(string Organisation, string SetAside);

/// <summary>To <see cref="Queues.Notifications"/>: what a file waits for did not come in time.</summary>
/// <param name="Turn">The same is told once.</param>
/// <param name="Escalates">The second, and last, time.</param>
internal sealed record ClaimOverdue(string Organisation, string Claim, int Turn, bool Escalates);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClaimChanged))]
[JsonSerializable(typeof(ClaimInvoiceChanged))]
[JsonSerializable(typeof(ClaimMessageSent))]
[JsonSerializable(typeof(ClaimPaid))]
[JsonSerializable(typeof(FolderFilled))]
[JsonSerializable(typeof(FolderTaken))]
[JsonSerializable(typeof(SetAsideChanged))]
[JsonSerializable(typeof(ClaimOverdue))]
internal sealed partial class ClaimMessages : JsonSerializerContext;
