using Solde.Functions.Accounts;
using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>
/// A payment that waits for the customer, and not for ever (PAY-07): half-way he is reminded, in the end the payment is called off at the
/// provider, so that what it asked for can be asked for again. What he does meanwhile comes by the provider's events.
/// </summary>
internal static class CustomerWaitWorkflow
{
    public static string InstanceOf(CustomerNeeded asked) => $"customer-{asked.Payment}-{asked.Time}";

    public static async Task<CustomerStanding> RunAsync(TaskOrchestrationContext context, CustomerWait wait)
    {
        await context.CreateTimer(wait.BeforeReminder, CancellationToken.None);
        try
        {
            var reminded = await context.CallActivityAsync<CustomerStanding>(
                nameof(CustomerWaitSteps.RemindAwaitedCustomer), wait.Asked, StepRetries.Patiently);
            if (!reminded.IsAwaited)
                return reminded;
        }
        catch (TaskFailedException)
        {
            // Then without a reminder: he has the first link, and the end of the wait matters more.
        }
        foreach (var pause in wait.BeforeEnds)
        {
            await context.CreateTimer(pause, CancellationToken.None);
            try
            {
                var standing = await context.CallActivityAsync<CustomerStanding>(
                    nameof(CustomerWaitSteps.GiveUpOnCustomer), wait.Asked, StepRetries.Patiently);
                if (!standing.IsAwaited)
                    return standing;
            }
            catch (TaskFailedException)
            {
                // The provider is out of reach for hours: he may still confirm, and the next day it is called off.
            }
        }
        return new CustomerStanding(true);
    }
}

/// <summary>The waits are part of the input, so that a payment keeps those it began with.</summary>
/// <param name="BeforeEnds">Until it is called off, then between further tries of that.</param>
internal sealed record CustomerWait(CustomerNeeded Asked, TimeSpan BeforeReminder, IReadOnlyList<TimeSpan> BeforeEnds)
{
    private const int MoreTries = 7;

    public static CustomerWait Of(CustomerNeeded asked, TimeSpan patience) => new(
        asked, patience / 2, [patience / 2, .. Enumerable.Repeat(TimeSpan.FromDays(1), MoreTries)]);
}

/// <param name="IsAwaited">False once he has acted, the payment was called off, or he was asked anew.</param>
internal sealed record CustomerStanding(bool IsAwaited);
