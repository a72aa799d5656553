using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Api;

namespace Solde.Functions.Payments.Stripe;

/// <summary>Refunds at the provider, put into our words. Which part of which refund one is, its metadata says.</summary>
internal static class StripeRefunds
{
    public static Task<StripeAnswer<StripeRefund>> MakeAsync(
        this StripeClient stripe, RefundPartKey part, RefundOrder order, CancellationToken cancellation) => stripe.PostAsync(
            "/v1/refunds",
            [
                new("payment_intent", order.Intent),
                new("amount", order.Amount.Minor.ToString(CultureInfo.InvariantCulture)),
                new("metadata[organisation]", part.Organisation),
                new("metadata[account]", part.Account),
                new("metadata[refund]", part.Refund),
                new("metadata[part]", part.Part),
            ],
            $"refund/{part.Organisation}/{part.Account}/{part.Refund}/{part.Part}",
            StripeJson.Default.StripeRefund,
            cancellation);

    /// <summary>Looks through what the provider has refunded of the payment; null where our part is not among it.</summary>
    /// <exception cref="ProviderOutageException">No usable answer came.</exception>
    public static async Task<StripeRefund?> FindAsync(
        this StripeClient stripe, RefundPartKey part, RefundOrder order, CancellationToken cancellation)
    {
        string? after = null;
        while (true)
        {
            var path = $"/v1/refunds?payment_intent={Uri.EscapeDataString(order.Intent)}&limit=100";
            var page = await stripe.GetAsync(
                after is null ? path : $"{path}&starting_after={after}", StripeJson.Default.StripeRefundList, cancellation);
            if (page.Object is not { } list)
                throw new ProviderOutageException($"The provider does not list the payment's refunds: {page.Error?.Code ?? page.Error?.Type}.");
            if (list.Data.FirstOrDefault(refund => PartOf(refund) == part) is { } made)
                return made;
            if (!list.HasMore)
                return null;
            after = list.Data[^1].Id;
        }
    }

    /// <summary>Null for a refund that was not made by us, such as one from the provider's dashboard.</summary>
    public static RefundPartKey? PartOf(StripeRefund refund) => PartOf(refund.Metadata);

    public static RefundPartKey? PartOf(Dictionary<string, string>? metadata) =>
        metadata is not null
        && metadata.TryGetValue("organisation", out var organisation)
        && metadata.TryGetValue("account", out var account)
        && metadata.TryGetValue("refund", out var id)
        && metadata.TryGetValue("part", out var part)
        && Ids.IsValid(organisation) && Ids.IsValid(account) && Ids.IsValid(id) && Ids.IsValid(part)
            ? new RefundPartKey(organisation, account, id, part)
            : null;

    public static RefundWord WordOf(StripeRefund refund, DateTimeOffset at) => new(
        refund.Status switch
        {
            "succeeded" => RefundPartStates.Succeeded,
            "failed" or "canceled" => RefundPartStates.Failed,
            // Also where the customer must name an account first.
            _ => RefundPartStates.Sent,
        },
        refund.Id,
        refund.BankReference,
        refund.Status is "failed" or "canceled" ? refund.FailureReason ?? refund.Status : null,
        at);

    public static RefundWord WordOf(StripeError error, DateTimeOffset at) =>
        new(RefundPartStates.Failed, null, null, error.Code ?? error.Type, at);
}
