namespace Solde.Functions.Claims;

/// <summary>IRIS, in the canonical form like <see cref="DarvaNetwork"/>.</summary>
internal sealed class IrisNetwork : IClaimNetwork
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

    public string Name => "iris";

    public ReminderDays Reminders { get; } = new(Notice: 7, Answer: 15, Payment: 45, Escalation: 10);

    public MessageReading Read(ReadOnlyMemory<byte> bytes) => CanonicalReader.Read(bytes, Codes);

    public BinaryData Write(OutgoingMessage message) => CanonicalWriter.Write(message);
}
