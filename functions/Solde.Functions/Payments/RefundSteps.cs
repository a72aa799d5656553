using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>
/// The steps of a refund's part. Each may run again after a crash in any gap: the provider knows the part by our key and
/// by its metadata, and the account takes the same word twice as once.
/// </summary>
internal static class RefundSteps
{
    /// <summary>Asks the provider for the part. A call that is not answered is unknown, not failed.</summary>
    /// <exception cref="ProviderOutageException">The provider turned the call away unread: it may be made again at once.</exception>
    public static async Task<PartStanding> SendRefundPart(TaskActivityContext context, RefundPartKey part)
    {
        var order = await OrderOf(context, part);
        return order.State is RefundPartStates.Reserved or RefundPartStates.Unknown
            ? await SendAsync(context, part, order)
            : new PartStanding(order.State);
    }

    /// <summary>Looks how the part stands, here and at the provider; where the provider has nothing of it, it is sent.</summary>
    public static async Task<PartStanding> LookUpRefundPart(TaskActivityContext context, RefundPartKey part)
    {
        var order = await OrderOf(context, part);
        if (!RefundPartStates.IsUnderWay(order.State))
            return new PartStanding(order.State);
        try
        {
            var stripe = context.Services.GetRequiredService<StripeClient>();
            return await stripe.FindAsync(part, order, context.CancellationToken) is { } made
                ? await ApplyAsync(context, part, StripeRefunds.WordOf(made, Now(context)))
                : await SendAsync(context, part, order);
        }
        catch (ProviderOutageException)
        {
            // Nothing learnt: the next look will.
            return new PartStanding(order.State);
        }
    }

    /// <summary>Tells administrators that no word of the part comes, once.</summary>
    public static async Task<PartStanding> ReportRefundPart(TaskActivityContext context, RefundPartKey part)
    {
        await context.Services.GetRequiredService<IRefunds>().ReportAsync(part, CommandOf(context, part));
        return new PartStanding((await OrderOf(context, part)).State);
    }

    private static async Task<PartStanding> SendAsync(TaskActivityContext context, RefundPartKey part, RefundOrder order)
    {
        var stripe = context.Services.GetRequiredService<StripeClient>();
        RefundWord word;
        try
        {
            var answer = await stripe.MakeAsync(part, order, context.CancellationToken);
            // A refusal may be the echo of our own call, made when the provider still knew its key.
            word = answer.Error is not { } error ? StripeRefunds.WordOf(answer.Object!, Now(context))
                : await stripe.FindAsync(part, order, context.CancellationToken) is { } made ? StripeRefunds.WordOf(made, Now(context))
                : StripeRefunds.WordOf(error, Now(context));
        }
        catch (ProviderOutageException outage) when (!outage.IsNotDone)
        {
            word = new RefundWord(RefundPartStates.Unknown, null, null, null, Now(context));
        }
        return await ApplyAsync(context, part, word);
    }

    private static async Task<PartStanding> ApplyAsync(TaskActivityContext context, RefundPartKey part, RefundWord word)
    {
        var standing = await context.Services.GetRequiredService<IRefunds>().ApplyWordAsync(part, word, CommandOf(context, part));
        return new PartStanding(standing.State!);
    }

    private static async Task<RefundOrder> OrderOf(TaskActivityContext context, RefundPartKey part) =>
        await context.Services.GetRequiredService<IRefunds>().FindPartAsync(part, context.CancellationToken)
        ?? throw new InvalidOperationException($"Refund {part.Refund} has no part {part.Part} that goes online.");

    private static Command CommandOf(TaskActivityContext context, RefundPartKey part) =>
        Command.Of(part.Organisation, $"workflow {RefundWorkflow.InstanceOf(part.Refund)}", context);

    private static DateTimeOffset Now(TaskActivityContext context) => context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
}
