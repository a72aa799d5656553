using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>
/// Calls the provider for a payment that was written down before. A crash after the call and before its outcome is
/// recorded brings the message again: the same key gives the same answer, and nobody is charged twice. A webhook that
/// comes first has recorded the outcome already, which is then known.
/// </summary>
internal static class ChargePayment
{
    private static readonly TimeSpan KeyIsRemembered = TimeSpan.FromHours(23);

    public static async Task HandleAsync(ChargeRequested message, MessageContext context)
    {
        var receivables = context.Services.GetRequiredService<IReceivables>();
        var payers = context.Services.GetRequiredService<AggregateStore<Payer>>();
        var clock = context.Services.GetRequiredService<TimeProvider>();
        var payment = await receivables.FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (payment is not { State: PaymentStates.Requested })
        {
            // Perhaps an earlier delivery recorded the outcome and died before its messages were sent.
            await receivables.AnnounceAgainAsync(message.Account, Command.Of(message.Organisation, "message ChargeRequested", context));
            return;
        }

        var payer = await payers.ReadAsync(message.Organisation, message.Account, context.CancellationToken);
        var stripe = context.Services.GetRequiredService<StripeClient>();
        var made = clock.GetUtcNow() - payment.CreatedAt < KeyIsRemembered
            ? null
            : await FindMadeAsync(message, payment, payer, stripe, context.CancellationToken);
        var charged = made is not null ? new StripeAnswer<StripePaymentIntent>(made, null) : await stripe.PostAsync(
            "/v1/payment_intents",
            Form(message, payment, payer),
            $"charge/{message.Organisation}/{message.Account}/{message.Payment}",
            StripeJson.Default.StripePaymentIntent,
            context.CancellationToken);

        var now = clock.GetUtcNow();
        var outcome = charged.Error is { } error ? StripeOutcomes.Of(error, now) : StripeOutcomes.Of(charged.Object!, now, isCurrent: true);
        if (outcome is null)
            return;
        // A contradiction is left alone: the answer is the one saved under our key, and a webhook has told a newer one since.
        var command = Command.Of(
            message.Organisation, "provider " + (outcome.Intent ?? "refusal"), context);
        await receivables.ApplyOutcomeAsync(message.Account, message.Payment, outcome, command);
    }

    /// <summary>
    /// The provider forgets keys after a day: then a call made again could charge again, so what it has is looked
    /// through first.
    /// </summary>
    private static async Task<StripePaymentIntent?> FindMadeAsync(
        ChargeRequested message, RequestedPayment payment, Payer payer, StripeClient stripe, CancellationToken cancellation)
    {
        string? after = null;
        while (true)
        {
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"/v1/payment_intents?customer={payer.Head!.Customer}&created[gte]={payment.CreatedAt.ToUnixTimeSeconds() - 300}&limit=100");
            var page = await stripe.GetAsync(
                after is null ? path : $"{path}&starting_after={after}", StripeJson.Default.StripePaymentIntentList, cancellation);
            if (page.Object is not { } list)
                throw new ProviderOutageException($"The provider does not list the customer's payments: {page.Error?.Code ?? page.Error?.Type}.");
            if (list.Data.FirstOrDefault(intent => ProviderMetadata.Of(intent.Metadata)?.PaymentId == message.Payment) is { } made)
                return made;
            if (!list.HasMore)
                return null;
            after = list.Data[^1].Id;
        }
    }

    private static List<KeyValuePair<string, string>> Form(ChargeRequested message, RequestedPayment payment, Payer payer)
    {
        var method = payer.Methods[payment.PaymentMethod];
        return
        [
            new("amount", payment.Amount.Minor.ToString(CultureInfo.InvariantCulture)),
            new("currency", payment.Amount.Currency.ToLowerInvariant()),
            new("customer", payer.Head!.Customer),
            new("payment_method", method.Reference),
            new("payment_method_types[0]", method.Type),
            new("confirm", "true"),
            new("off_session", "true"),
            new(ProviderMetadata.Organisation, message.Organisation),
            new(ProviderMetadata.Account, message.Account),
            new(ProviderMetadata.Payment, message.Payment),
        ];
    }
}

/// <summary>What an object at the provider says about whose it is here.</summary>
internal sealed record ProviderMetadata(string OrganisationId, string AccountId, string PaymentId)
{
    public const string Organisation = "metadata[organisation]";
    public const string Account = "metadata[account]";
    public const string Payment = "metadata[payment]";

    public static ProviderMetadata? Of(Dictionary<string, string>? metadata) =>
        metadata is not null
        && metadata.TryGetValue("organisation", out var organisation)
        && metadata.TryGetValue("account", out var account)
        && metadata.TryGetValue("payment", out var payment)
        && Ids.IsValid(organisation) && Ids.IsValid(account) && Ids.IsValid(payment)
            ? new ProviderMetadata(organisation, account, payment)
            : null;
}
