using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>A message of the network as it was taken in.</summary>
/// <param name="Number">The network's own: a repeated one changes nothing (CLM-15).</param>
/// <param name="Label">Its name in the trade, such as <c>AS</c> or <c>SD 36</c>.</param>
/// <param name="Event">What it was to the table; null for an acknowledgement.</param>
/// <param name="Raw">The name of the copy as it came. Personal, as the print is: who tries all registrations finds the right one.</param>
/// <param name="Print">Of what it says: another message under the same number is not the same one.</param>
/// <param name="Rule">The rule of the table that it was applied by; null for an acknowledgement.</param>
internal sealed record ClaimMessage(
    string Number,
    string Kind,
    string Label,
    string? Event,
    DateTimeOffset DatedAt,
    DateTimeOffset ReceivedAt,
    Money? Amount,
    [property: Personal] string? Note,
    [property: Personal] string Raw,
    [property: Personal] string Print,
    string Before,
    string After,
    string? Rule);

/// <summary>A message that we send, in one version.</summary>
/// <param name="Name">Made of claim, kind and version: the file's name and the message's number.</param>
/// <param name="Kind">One of <see cref="ClaimEvents.Sendings"/>.</param>
/// <param name="InvoiceNumber">Null for a warranty note on an estimate.</param>
/// <param name="WrittenAt">When it lay in the outgoing folder; null until then.</param>
/// <param name="AcknowledgedAt">When the network said that it has it.</param>
internal sealed record SentMessage(
    string Name,
    string Kind,
    int Version,
    string? InvoiceNumber,
    Money? Amount,
    DateTimeOffset SentAt,
    DateTimeOffset? WrittenAt = null,
    DateTimeOffset? AcknowledgedAt = null);
