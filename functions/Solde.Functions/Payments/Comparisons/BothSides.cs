using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Functions.Payments.Stripe;

namespace Solde.Functions.Payments;

/// <summary>What each side has of a payment, or of a part of a refund, as it is now.</summary>
internal sealed class BothSides(StripeClient stripe, IReceivables receivables, IRefunds refunds, TimeProvider clock)
{
    private const int PageSize = 100;

    public async Task<OurSide?> OursAsync(string organisation, OnlineMovement about, CancellationToken cancellation)
    {
        if (about.Payment is { } id)
        {
            return await receivables.FindPaymentAsync(organisation, about.Account, id, cancellation) is { } payment
                ? new OurSide(payment.State, payment.Amount, payment.Intent, payment.CreatedAt)
                : null;
        }
        return await refunds.FindPartAsync(new RefundPartKey(organisation, about.Account, about.Refund!, about.Part!), cancellation) is { } part
            ? new OurSide(part.State, part.Amount, part.Reference, part.AskedAt)
            : null;
    }

    /// <summary>Null where the provider has nothing by that id.</summary>
    public async Task<TheirSide?> TheirsAsync(OnlineMovement about, string id, CancellationToken cancellation) => about.Payment is not null
        ? await IntentAsync(id, cancellation) is { } intent ? SideOf(intent) : null
        : await RefundAsync(id, cancellation) is { } refund ? SideOf(refund) : null;

    /// <summary>Both sides of a finding, as they are now.</summary>
    public async Task<(OurSide? Ours, TheirSide? Theirs)> OfAsync(string organisation, FindingContent finding, CancellationToken cancellation)
    {
        var ours = await OursAsync(organisation, finding.About, cancellation);
        var theirs = (finding.Theirs?.Id ?? ours?.ProvidersId) is { } id ? await TheirsAsync(finding.About, id, cancellation) : null;
        return (ours, theirs);
    }

    /// <summary>With its charge, in which the bank's reason is where it failed.</summary>
    public async Task<StripePaymentIntent?> IntentAsync(string id, CancellationToken cancellation) => Found(await stripe.GetAsync(
        $"/v1/payment_intents/{Uri.EscapeDataString(id)}?expand[0]=latest_charge", StripeJson.Default.StripePaymentIntent, cancellation));

    public async Task<StripeRefund?> RefundAsync(string id, CancellationToken cancellation) => Found(await stripe.GetAsync(
        $"/v1/refunds/{Uri.EscapeDataString(id)}", StripeJson.Default.StripeRefund, cancellation));

    /// <summary>The next page of what the provider made in the run's span, newest first.</summary>
    public async Task<StripePaymentIntentList> IntentsAsync(ComparisonStep step, CancellationToken cancellation) => Listed(
        await stripe.GetAsync(PathOf("payment_intents", step), StripeJson.Default.StripePaymentIntentList, cancellation));

    public async Task<StripeRefundList> RefundsAsync(ComparisonStep step, CancellationToken cancellation) => Listed(
        await stripe.GetAsync(PathOf("refunds", step), StripeJson.Default.StripeRefundList, cancellation));

    public TheirSide SideOf(StripePaymentIntent intent)
    {
        var state = StripeOutcomes.Of(intent, clock.GetUtcNow(), isCurrent: true)?.State;
        var minor = state == PaymentStates.Succeeded ? intent.AmountReceived : intent.Amount;
        return new TheirSide(intent.Id, intent.Status, state, new Money(minor, intent.Currency.ToUpperInvariant()));
    }

    public TheirSide SideOf(StripeRefund refund) => new(
        refund.Id,
        refund.Status,
        StripeRefunds.WordOf(refund, clock.GetUtcNow()).State,
        new Money(refund.Amount, refund.Currency.ToUpperInvariant()));

    private static string PathOf(string objects, ComparisonStep step)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/v1/{objects}?created[gte]={step.Start.ToUnixTimeSeconds()}&created[lt]={step.End.ToUnixTimeSeconds()}&limit={PageSize}");
        return step.After is null ? path : $"{path}&starting_after={step.After}";
    }

    private static T? Found<T>(StripeAnswer<T> answer)
        where T : class => answer.Error is null or { Code: "resource_missing" }
            ? answer.Object
            : throw new ProviderOutageException($"The provider does not show what it has: {answer.Error.Code ?? answer.Error.Type}.");

    private static T Listed<T>(StripeAnswer<T> answer)
        where T : class => answer.Object
            ?? throw new ProviderOutageException($"The provider does not list what it has: {answer.Error?.Code ?? answer.Error?.Type}.");
}
