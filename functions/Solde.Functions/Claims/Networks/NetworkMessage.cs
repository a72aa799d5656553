using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>A message of a network in our words.</summary>
/// <param name="Number">The network's own.</param>
/// <param name="Kind">One of <see cref="MessageKinds"/>.</param>
/// <param name="Event">What it is to the table; null for an acknowledgement.</param>
/// <param name="Label">Its name in the trade, such as <c>SD 36</c>.</param>
/// <param name="Claim">The number of the claim.</param>
/// <param name="DatedAt">When the network says that it was made.</param>
/// <param name="Amount">What was paid, in a payment notice.</param>
/// <param name="Acknowledges">The name of what we sent, in an acknowledgement.</param>
internal sealed record NetworkMessage(
    string Number,
    string Kind,
    string? Event,
    string Label,
    string Claim,
    DateTimeOffset DatedAt,
    string? Insurer = null,
    string? Registration = null,
    Money? Amount = null,
    string? Acknowledges = null,
    string? Note = null)
{
    /// <summary>Of what it says, in whatever form it came.</summary>
    public string Print => IdempotencyKey.Digest(string.Join(
        '\n', Number, Kind, Label, Claim, DatedAt.ToUniversalTime().ToString("O"), Insurer, Registration, Amount, Acknowledges, Note))[..32];
}

internal static class MessageKinds
{
    public const string OpeningRequest = "opening_request";
    public const string Notice = "notice";
    public const string FollowUp = "follow_up";
    public const string PaymentNotice = "payment_notice";
    public const string Acknowledgement = "acknowledgement";

    public static readonly IReadOnlyList<string> All = [OpeningRequest, Notice, FollowUp, PaymentNotice, Acknowledgement];
}

/// <summary>FA or BDG, as it is written for a network.</summary>
internal sealed record OutgoingMessage(
    string Number, string Kind, string Claim, int Version, DateTimeOffset DatedAt, string? InvoiceNumber, Money? Amount);

/// <summary>Days after which what a file waits for is overdue, and how many more until that is told once more.</summary>
/// <param name="Notice">For an AS.</param>
/// <param name="Answer">For an answer to an FA or a BDG.</param>
/// <param name="Payment">For the payment of an accepted invoice.</param>
internal sealed record ReminderDays(int Notice, int Answer, int Payment, int Escalation)
{
    public int? Of(string state) => state switch
    {
        ClaimStates.AwaitingNotice => Notice,
        ClaimStates.Sent => Answer,
        ClaimStates.AwaitingPayment => Payment,
        _ => null,
    };
}
