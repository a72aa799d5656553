namespace Solde.Functions.Claims;

/// <summary>A network's numbers of follow-ups (SD): those that have a meaning of their own; every other number is known, too.</summary>
internal sealed record NetworkCodes(IReadOnlyDictionary<string, string> FollowUps)
{
    private const int MaxDigits = 4;

    /// <summary>Null where a follow-up has no number that can be one.</summary>
    public string? EventOf(string kind, string? code) => kind switch
    {
        MessageKinds.OpeningRequest => ClaimEvents.OpeningRequest,
        MessageKinds.Notice => ClaimEvents.Notice,
        MessageKinds.PaymentNotice => ClaimEvents.PaymentNotice,
        MessageKinds.FollowUp when code is { Length: >= 1 and <= MaxDigits } && code.All(char.IsAsciiDigit) =>
            FollowUps.GetValueOrDefault(code, ClaimEvents.OtherFollowUp),
        _ => null,
    };

    public static string LabelOf(string kind, string? code) => kind switch
    {
        MessageKinds.OpeningRequest => "opening request",
        MessageKinds.Notice => "AS",
        MessageKinds.PaymentNotice => "AP",
        MessageKinds.Acknowledgement => "acknowledgement",
        _ => "SD " + code,
    };
}
