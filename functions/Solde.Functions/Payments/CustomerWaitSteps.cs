using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

internal static class CustomerWaitSteps
{
    public static async Task<CustomerStanding> RemindAwaitedCustomer(TaskActivityContext context, CustomerNeeded asked)
    {
        if (await FindAwaitedAsync(context, asked) is null)
            return new CustomerStanding(false);
        await context.Services.GetRequiredService<IReceivables>()
            .RemindCustomerAsync(asked.Account, asked.Payment, CommandOf(context, asked));
        return new CustomerStanding(true);
    }

    /// <summary>Called off at the provider first: a payment that failed here can't arrive there later.</summary>
    public static async Task<CustomerStanding> GiveUpOnCustomer(TaskActivityContext context, CustomerNeeded asked)
    {
        if (await FindAwaitedAsync(context, asked) is not { Intent: { } intent })
            return new CustomerStanding(false);
        var cancelled = await context.Services.GetRequiredService<StripeClient>().PostAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(intent)}/cancel",
            [new("cancellation_reason", "abandoned")],
            $"give-up/{asked.Organisation}/{asked.Account}/{asked.Payment}/{asked.Time}",
            StripeJson.Default.StripePaymentIntent,
            context.CancellationToken);
        // Refused where he acted at the last moment: the intent says how that ended.
        var outcome = cancelled.Object is { } intentNow
            ? StripeOutcomes.Of(intentNow, context.Services.GetRequiredService<TimeProvider>().GetUtcNow(), isCurrent: true)
            : await ProviderCharge.CurrentAsync(intent, context.Services, context.CancellationToken);
        if (outcome is not null)
        {
            await context.Services.GetRequiredService<IReceivables>()
                .ApplyOutcomeAsync(asked.Account, asked.Payment, outcome, CommandOf(context, asked));
        }
        return new CustomerStanding(await FindAwaitedAsync(context, asked) is not null);
    }

    /// <summary>Null where the payment went on since, also where he is asked another time: that has a wait of its own.</summary>
    private static async Task<RequestedPayment?> FindAwaitedAsync(TaskActivityContext context, CustomerNeeded asked)
    {
        var found = await context.Services.GetRequiredService<IReceivables>()
            .FindPaymentAsync(asked.Organisation, asked.Account, asked.Payment, context.CancellationToken);
        return found is { State: PaymentStates.AwaitingCustomer } && found.CustomerAsked == asked.Time ? found : null;
    }

    private static Command CommandOf(TaskActivityContext context, CustomerNeeded asked) =>
        Command.Of(asked.Organisation, "workflow " + CustomerWaitWorkflow.InstanceOf(asked), context);
}
