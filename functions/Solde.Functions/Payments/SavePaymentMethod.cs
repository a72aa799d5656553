using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Payments.Stripe;

namespace Solde.Functions.Payments;

/// <summary>
/// Keeps a payment method that the customer gave the provider (PAY-01). Each provider call has a key of ours, so a crash
/// in any gap leaves nothing that the repeated request does not find again.
/// </summary>
internal static class SavePaymentMethod
{
    /// <param name="ProviderToken">The provider's id of the method, made in the customer's browser; never a card number.</param>
    public sealed record Request(string? Account, string? ProviderToken);

    public sealed record View(string Id, string Type, string Label)
    {
        public static View Of(SavedMethod method) => new(method.Id, method.Type, method.Label);
    }

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Payer> payers, IReceivables receivables, StripeClient stripe, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Id("account", request.Account);
        errors.Id("providerToken", request.ProviderToken);
        if (errors.Any)
            return errors.ToRefusal();
        var (account, token) = (request.Account!, request.ProviderToken!);
        if (!await receivables.AccountExistsAsync(command.Organisation, account, command.CancellationToken))
            return CommonRefusals.NotFound;

        var payer = await payers.ReadAsync(command.Organisation, account, command.CancellationToken);
        var customer = payer.Head?.Customer ?? await MakeCustomerAsync(command, account, stripe);
        var attached = await stripe.PostAsync(
            $"/v1/payment_methods/{Uri.EscapeDataString(token)}/attach",
            [KeyValuePair.Create("customer", customer)],
            // The command's own key: a refusal of one day is not given again on another.
            $"attach/{command.Organisation}/{account}/{token}/{IdempotencyKey.Digest(command.IdempotencyKey ?? IdempotencyKey.NewId("once"))}",
            StripeJson.Default.StripePaymentMethod,
            command.CancellationToken);
        if (attached.Error is { } refused)
            return PaymentRefusals.MethodRefused.With(refused.DeclineCode ?? refused.Code ?? refused.Type);

        var method = SavedOf(attached.Object!, clock.GetUtcNow());
        return await payers.ChangeAsync(account, command, current => Decide(current, customer, method));
    }

    internal static Decision<Payer> Decide(Payer payer, string customer, SavedMethod method)
    {
        if (payer.Methods.TryGetValue(method.Id, out var saved))
            return new Decision<Payer>.Unchanged(Answer.Ok(View.Of(saved), PaymentsJson.Default.SavePaymentMethodView));
        return new Decision<Payer>.Changed(
            payer with { Head = payer.Head ?? new PayerHead(customer), Methods = payer.Methods.Add(method.Id, method) },
            new JournalNote("PaymentMethodSaved"),
            Answer.Created(
                View.Of(method), PaymentsJson.Default.SavePaymentMethodView, $"/api/v1/payments/methods?account={payer.Account}"),
            []);
    }

    private static async Task<string> MakeCustomerAsync(Command command, string account, StripeClient stripe)
    {
        var made = await stripe.PostAsync(
            "/v1/customers",
            [KeyValuePair.Create("metadata[organisation]", command.Organisation), KeyValuePair.Create("metadata[account]", account)],
            $"customer/{command.Organisation}/{account}",
            StripeJson.Default.StripeCustomer,
            command.CancellationToken);
        return made.Object?.Id ?? throw new ProviderOutageException($"The provider makes no customer: {made.Error?.Code ?? made.Error?.Type}.");
    }

    /// <summary>Our id follows from the provider's: saving the same method again finds the same row.</summary>
    private static SavedMethod SavedOf(StripePaymentMethod method, DateTimeOffset now)
    {
        var label = method.Card is { } card
            ? $"{card.Brand} •••• {card.Last4}"
            : $"{method.Type} •••• {(method.AcssDebit ?? method.SepaDebit)?.Last4}";
        return new SavedMethod("pm_" + IdempotencyKey.Digest(method.Id)[..24], method.Id, method.Type, label, now);
    }
}
