using System.Diagnostics.Metrics;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>Judges the provider's events by their signature; what is good goes on the queue. No storage call (PAY-02).</summary>
internal sealed class AcceptWebhook(StripeSignature signature, TimeProvider clock, WebhookMeter meter)
{
    public const string Route = "v1/provider/webhook";
    public const string SignatureHeader = "Stripe-Signature";

    /// <summary>A queue message holds 256 KB; the provider's events are far smaller.</summary>
    private const int MaxBytes = 192 * 1024;

    public static IReadOnlyList<RefusalKind> Refusals { get; } = [PaymentRefusals.BadSignature, CommonRefusals.BodyTooLarge];

    public WebhookVerdict Check(ReadOnlySpan<char> header, ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBytes)
            return Refused(CommonRefusals.BodyTooLarge.With(MaxBytes));
        if (!signature.IsValid(header, body, clock.GetUtcNow()))
            return Refused(PaymentRefusals.BadSignature);
        meter.Accepted.Add(1);
        return WebhookVerdict.TakenIn;
    }

    private WebhookVerdict Refused(Refusal refusal)
    {
        meter.Refused.Add(1);
        return new WebhookVerdict(refusal.Kind.Status, Problem.Render(refusal, Language.Default, ""));
    }
}

internal static class PaymentQueues
{
    public const string ProviderEvents = "provider-events";
}

/// <summary>Counts what came to the webhook; a forged or misconfigured sender shows here.</summary>
internal sealed class WebhookMeter
{
    public const string LagName = "solde.webhook.lag";

    public WebhookMeter(IMeterFactory meters)
    {
        var meter = meters.Create("Solde.Payments");
        Accepted = meter.CreateCounter<long>("solde.webhook.accepted");
        Refused = meter.CreateCounter<long>("solde.webhook.refused");
        Ignored = meter.CreateCounter<long>("solde.webhook.ignored");
        Lag = meter.CreateHistogram<double>(LagName, "s");
    }

    public Counter<long> Accepted { get; }

    public Counter<long> Refused { get; }

    /// <summary>Events of types that ask nothing of us.</summary>
    public Counter<long> Ignored { get; }

    /// <summary>
    /// Seconds from what happened at the provider to its handling here: the provider's delay, its repetitions and our queue together.
    /// </summary>
    public Histogram<double> Lag { get; }
}
