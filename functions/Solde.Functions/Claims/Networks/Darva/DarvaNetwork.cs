namespace Solde.Functions.Claims;

/// <summary>
/// DARVA. Its own layouts are for its members only: it is spoken to in the canonical form until a translation takes the place of
/// <see cref="Read"/> and <see cref="Write"/>.
/// </summary>
internal sealed class DarvaNetwork : IClaimNetwork
{
    private static readonly NetworkCodes Codes = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["25"] = ClaimEvents.FollowUp25,
        ["32"] = ClaimEvents.FollowUp32,
        ["35"] = ClaimEvents.FollowUp35,
        ["36"] = ClaimEvents.FollowUp36,
        ["37"] = ClaimEvents.FollowUp37,
        ["50"] = ClaimEvents.FollowUp50,
        ["54"] = ClaimEvents.FollowUp54,
    });

    public string Name => "darva";

    public ReminderDays Reminders { get; } = new(Notice: 5, Answer: 10, Payment: 30, Escalation: 7);

    public MessageReading Read(ReadOnlyMemory<byte> bytes) => CanonicalReader.Read(bytes, Codes);

    public BinaryData Write(OutgoingMessage message) => CanonicalWriter.Write(message);
}
