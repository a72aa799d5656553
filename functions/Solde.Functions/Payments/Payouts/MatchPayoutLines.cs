using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Functions.Payments.Stripe;

namespace Solde.Functions.Payments;

/// <summary>
/// Finds what of ours is behind a payout's transactions: by the metadata of each one's source, or, where that has none, of the payment
/// intent that it is of.
/// </summary>
internal sealed class MatchPayoutLines(
    StripeClient stripe, IReceivables receivables, IRefunds refunds, IOrganisationDirectory organisations)
{
    public async Task<IReadOnlyList<PayoutLine>> OfAsync(IEnumerable<StripeBalanceTransaction> transactions, CancellationToken cancellation)
    {
        var lines = new List<PayoutLine>();
        foreach (var transaction in transactions)
            lines.Add(await OfAsync(transaction, cancellation));
        return lines;
    }

    private async Task<PayoutLine> OfAsync(StripeBalanceTransaction transaction, CancellationToken cancellation)
    {
        var source = transaction.Source.ValueKind == JsonValueKind.Object
            ? transaction.Source.Deserialize(StripeJson.Default.StripeSource)
            : null;
        var kind = PayoutLineKinds.Of(transaction.Type, source?.Object);
        var found = kind is PayoutLineKinds.Charge or PayoutLineKinds.Refund or PayoutLineKinds.Dispute
            ? await FindAsync(kind, source, cancellation)
            : Behind.Nothing;
        var line = LineOf(transaction, kind, source, found);
        return line with { Match = MatchOf(line, source) };
    }

    private async Task<Behind> FindAsync(string kind, StripeSource? source, CancellationToken cancellation)
    {
        if (source is null)
            return Behind.Nothing;
        if (kind == PayoutLineKinds.Refund && StripeRefunds.PartOf(source.Metadata) is { } part)
        {
            return await IsKnownAsync(part.Organisation, cancellation)
                ? new Behind(part.Organisation, part.Account, part, (await refunds.FindPartAsync(part, cancellation))?.Amount)
                : Behind.Nothing;
        }
        var owner = ProviderMetadata.Of(source.Metadata) ?? ProviderMetadata.Of(await IntentsMetadataAsync(source, cancellation));
        if (owner is null || !await IsKnownAsync(owner.OrganisationId, cancellation))
            return Behind.Nothing;
        // A refund without our word was made in the provider's own pages: its payment says whose it is, and nothing of ours is behind it.
        var payment = kind == PayoutLineKinds.Refund
            ? null
            : await receivables.FindPaymentAsync(owner.OrganisationId, owner.AccountId, owner.PaymentId, cancellation);
        return new Behind(owner.OrganisationId, owner.AccountId, null, payment?.Amount) { Payment = owner.PaymentId };
    }

    private static PayoutLine LineOf(StripeBalanceTransaction transaction, string kind, StripeSource? source, Behind found)
    {
        var currency = transaction.Currency.ToUpperInvariant();
        return new PayoutLine(
            transaction.Id,
            kind,
            transaction.Type,
            new Money(transaction.Amount, currency),
            new Money(transaction.Fee, currency),
            DateTimeOffset.FromUnixTimeSeconds(transaction.Created),
            source?.Id,
            found.Organisation ?? Payout.OfInstallation,
            found.Account,
            found.Payment,
            found.Part?.Refund,
            found.Part?.Part,
            found.Amount is { } amount && transaction.Amount < 0 ? -amount : found.Amount,
            PayoutMatches.NotNeeded);
    }

    /// <summary>
    /// A dispute is over what was left of a payment, so its amount compares with nothing. What was paid in another currency than the
    /// bank's is compared before it was changed.
    /// </summary>
    private static string MatchOf(PayoutLine line, StripeSource? source)
    {
        if (line.Kind is PayoutLineKinds.Fee or PayoutLineKinds.Other)
            return PayoutMatches.NotNeeded;
        if (line.Recorded is not { } recorded)
            return PayoutMatches.Unmatched;
        if (line.Kind == PayoutLineKinds.Dispute)
            return PayoutMatches.Matched;
        var told = line.Amount.Currency == recorded.Currency
            ? line.Amount
            : new Money(source!.Amount * Math.Sign(line.Amount.Minor), source.Currency?.ToUpperInvariant() ?? "");
        return told == recorded ? PayoutMatches.Matched : PayoutMatches.AmountDiffers;
    }

    private async Task<Dictionary<string, string>?> IntentsMetadataAsync(StripeSource source, CancellationToken cancellation)
    {
        if (source.PaymentIntent is null)
            return null;
        var answer = await stripe.GetAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(source.PaymentIntent)}", StripeJson.Default.StripePaymentIntent, cancellation);
        return answer.Object?.Metadata;
    }

    private async Task<bool> IsKnownAsync(string organisation, CancellationToken cancellation) =>
        await organisations.FindAsync(organisation, cancellation) is not null;

    /// <param name="Amount">Null where there is no such payment or refund's part.</param>
    private sealed record Behind(string? Organisation, string? Account, RefundPartKey? Part, Money? Amount)
    {
        public static readonly Behind Nothing = new(null, null, null, null);

        public string? Payment { get; init; }
    }
}
