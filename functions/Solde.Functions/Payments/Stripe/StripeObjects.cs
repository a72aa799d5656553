using System.Text.Json;
using System.Text.Json.Serialization;

namespace Solde.Functions.Payments.Stripe;

/// <summary>The provider's objects, as far as we read them. Unknown properties are its own business.</summary>
internal sealed record StripePaymentIntent(
    string Id,
    string Status,
    long Amount,
    long AmountReceived,
    string Currency,
    Dictionary<string, string>? Metadata,
    JsonElement LatestCharge,
    StripeError? LastPaymentError,
    string? CancellationReason,
    JsonElement NextAction)
{
    /// <summary>Where the customer is sent to; null where he need not go anywhere. Whoever has it can act for him.</summary>
    public string? CustomerLink =>
        NextAction.ValueKind == JsonValueKind.Object
        && NextAction.TryGetProperty("redirect_to_url", out var redirect)
        && redirect.TryGetProperty("url", out var url)
            ? url.GetString()
            : null;

    /// <summary>An id, or the whole object where it was expanded.</summary>
    public string? LatestChargeId => LatestCharge.ValueKind switch
    {
        JsonValueKind.String => LatestCharge.GetString(),
        JsonValueKind.Object => LatestCharge.GetProperty("id").GetString(),
        _ => null,
    };

    /// <summary>The bank's reason, where the charge was expanded and failed.</summary>
    public string? LatestChargeFailure =>
        LatestCharge.ValueKind == JsonValueKind.Object && LatestCharge.TryGetProperty("failure_code", out var code) ? code.GetString() : null;
}

internal sealed record StripePaymentIntentList(IReadOnlyList<StripePaymentIntent> Data, bool HasMore);

/// <param name="DestinationDetails">How it travels; under the type's own name, with the reference that banks know it by.</param>
internal sealed record StripeRefund(
    string Id,
    string Status,
    long Amount,
    string Currency,
    string? FailureReason,
    Dictionary<string, string>? Metadata,
    JsonElement DestinationDetails)
{
    /// <summary>The acquirer's reference number, once the network has given one.</summary>
    public string? BankReference =>
        DestinationDetails.ValueKind == JsonValueKind.Object
        && DestinationDetails.TryGetProperty("type", out var type)
        && DestinationDetails.TryGetProperty(type.GetString() ?? "", out var details)
        && details.ValueKind == JsonValueKind.Object
        && details.TryGetProperty("reference", out var reference)
            ? reference.GetString()
            : null;
}

internal sealed record StripeRefundList(IReadOnlyList<StripeRefund> Data, bool HasMore);

/// <param name="PaymentIntent">Null where the charge was made without one, so not by us.</param>
internal sealed record StripeDispute(
    string Id,
    long Amount,
    string Currency,
    string? PaymentIntent,
    string Reason,
    string Status,
    long Created,
    StripeEvidenceDetails? EvidenceDetails);

/// <param name="DueBy">Null where no evidence is taken.</param>
internal sealed record StripeEvidenceDetails(long? DueBy);

internal sealed record StripeCustomer(string Id);

internal sealed record StripePaymentMethod(
    string Id, string Type, StripeCard? Card, StripeBankDebit? AcssDebit, StripeBankDebit? SepaDebit);

internal sealed record StripeCard(string Brand, string Last4, int ExpMonth, int ExpYear);

internal sealed record StripeBankDebit(string? Last4);

/// <param name="Code">Open-ended: a code not known here must not fail.</param>
internal sealed record StripeError(
    string Type, string? Code, string? DeclineCode, string? Message, string? Charge, StripePaymentIntent? PaymentIntent);

internal sealed record StripeErrorBody(StripeError Error);

internal sealed record StripeEvent(string Id, string Type, long Created, StripeEventData Data);

internal sealed record StripeEventData(JsonElement Object);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StripePaymentIntent))]
[JsonSerializable(typeof(StripePaymentIntentList))]
[JsonSerializable(typeof(StripeRefund))]
[JsonSerializable(typeof(StripeRefundList))]
[JsonSerializable(typeof(StripeDispute))]
[JsonSerializable(typeof(StripePayout))]
[JsonSerializable(typeof(StripeBalanceTransactionList))]
[JsonSerializable(typeof(StripeSource))]
[JsonSerializable(typeof(StripeCustomer))]
[JsonSerializable(typeof(StripePaymentMethod))]
[JsonSerializable(typeof(StripeErrorBody))]
[JsonSerializable(typeof(StripeEvent))]
internal sealed partial class StripeJson : JsonSerializerContext;
