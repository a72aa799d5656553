using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>
/// The steps of a comparison, a page each. Each may run again: a finding found twice is one finding, and what was met at the provider
/// stays met.
/// </summary>
internal static class ComparisonSteps
{
    private const int PageSize = 100;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A day of the span at a time.</summary>
    public static async Task<ComparisonStep> ListOurs(TaskActivityContext context, ComparisonStep step)
    {
        var from = step.After is { } after ? DateTimeOffset.Parse(after, CultureInfo.InvariantCulture) : step.Start;
        var before = step.End - from > Day ? from + Day : step.End;
        var index = Index(context);
        var movements = context.Services.GetRequiredService<IOnlineMovements>().BegunAsync(step.Organisation, from, before, context.CancellationToken);
        await foreach (var page in movements.Chunk(PageSize).WithCancellation(context.CancellationToken))
            await index.MarkAsync(step.Organisation, step.Comparison, page, seen: false, context.CancellationToken);
        return step with { After = before < step.End ? before.ToString("O", CultureInfo.InvariantCulture) : null };
    }

    public static async Task<ComparisonStep> ComparePayments(TaskActivityContext context, ComparisonStep step)
    {
        var sides = Sides(context);
        var page = await sides.IntentsAsync(step, context.CancellationToken);
        var seen = new List<OnlineMovement>();
        foreach (var intent in page.Data)
        {
            if (ProviderMetadata.Of(intent.Metadata) is not { } owner || owner.OrganisationId != step.Organisation)
                continue;
            var about = new OnlineMovement(owner.AccountId, owner.PaymentId, null, null);
            seen.Add(about);
            await CompareAsync(context, step, about, sides.SideOf(intent));
        }
        await Index(context).MarkAsync(step.Organisation, step.Comparison, seen, seen: true, context.CancellationToken);
        return step with { After = page.HasMore ? page.Data[^1].Id : null };
    }

    public static async Task<ComparisonStep> CompareRefunds(TaskActivityContext context, ComparisonStep step)
    {
        var sides = Sides(context);
        var page = await sides.RefundsAsync(step, context.CancellationToken);
        var seen = new List<OnlineMovement>();
        foreach (var refund in page.Data)
        {
            if (StripeRefunds.PartOf(refund) is not { } part || part.Organisation != step.Organisation)
                continue;
            var about = new OnlineMovement(part.Account, null, part.Refund, part.Part);
            seen.Add(about);
            await CompareAsync(context, step, about, sides.SideOf(refund));
        }
        await Index(context).MarkAsync(step.Organisation, step.Comparison, seen, seen: true, context.CancellationToken);
        return step with { After = page.HasMore ? page.Data[^1].Id : null };
    }

    /// <summary>The provider may have made it a moment outside of the span, so it is asked for by its id before it is missing.</summary>
    public static async Task<ComparisonStep> LookForUnseen(TaskActivityContext context, ComparisonStep step)
    {
        var sides = Sides(context);
        var page = await Index(context).UnseenAsync(step.Organisation, step.Comparison, step.After, PageSize, context.CancellationToken);
        foreach (var about in page.Items)
        {
            var ours = await sides.OursAsync(step.Organisation, about, context.CancellationToken);
            var theirs = ours?.ProvidersId is { } id ? await sides.TheirsAsync(about, id, context.CancellationToken) : null;
            await CompareAsync(context, step, about, theirs);
        }
        return step with { After = page.Next };
    }

    /// <summary>What is open and was not found this time is closed once both sides agree.</summary>
    public static async Task<ComparisonStep> ReviewFindings(TaskActivityContext context, ComparisonStep step)
    {
        var findings = context.Services.GetRequiredService<AggregateStore<Finding>>();
        var page = await Index(context).FindingsAsync(step.Organisation, null, null, step.After, PageSize, context.CancellationToken);
        foreach (var id in page.Items)
        {
            var content = (await findings.ReadAsync(step.Organisation, id, context.CancellationToken)).Content!;
            if (content.ClosedAt is null && (content.FoundIn == step.Comparison || await DiffersAsync(context, step, content)))
                continue;
            await findings.ChangeAsync(id, CommandOf(context, step), finding => FindingRule.Close(finding, step.Comparison, Now(context)));
            await Index(context).ClosedAsync(step.Organisation, id, context.CancellationToken);
        }
        return step with { After = page.Next };
    }

    public static Task<string> EndComparison(TaskActivityContext context, ComparisonStep run) => EndAsync(context, run, ComparisonStates.Done);

    public static Task<string> GiveUpComparison(TaskActivityContext context, ComparisonStep run) =>
        EndAsync(context, run, ComparisonStates.Failed);

    private static async Task<string> EndAsync(TaskActivityContext context, ComparisonStep run, string state)
    {
        var index = Index(context);
        var counts = await index.CountAsync(run.Organisation, run.Comparison, context.CancellationToken);
        var comparisons = context.Services.GetRequiredService<AggregateStore<Comparison>>();
        await comparisons.ChangeAsync(
            run.Comparison, CommandOf(context, run), comparison => BeginComparison.End(comparison, state, counts, Now(context)));
        var ended = await comparisons.ReadAsync(run.Organisation, run.Comparison, context.CancellationToken);
        await index.PutAsync(run.Organisation, run.Comparison, ended.Content!, context.CancellationToken);
        await index.ForgetOursAsync(run.Organisation, run.Comparison, context.CancellationToken);
        return ended.Content!.State;
    }

    private static async Task CompareAsync(TaskActivityContext context, ComparisonStep step, OnlineMovement about, TheirSide? theirs)
    {
        var ours = await Sides(context).OursAsync(step.Organisation, about, context.CancellationToken);
        if (ComparisonRule.Of(ours, theirs, Now(context)) is not { } kind)
            return;
        var id = Finding.IdOf(about, theirs?.Id);
        await context.Services.GetRequiredService<AggregateStore<Finding>>().ChangeAsync(
            id,
            CommandOf(context, step),
            finding => FindingRule.Found(finding, kind, about, ours, theirs, step.Comparison, Now(context)));
        await Index(context).FoundAsync(step.Organisation, step.Comparison, id, kind, context.CancellationToken);
    }

    private static async Task<bool> DiffersAsync(TaskActivityContext context, ComparisonStep step, FindingContent content)
    {
        var (ours, theirs) = await Sides(context).OfAsync(step.Organisation, content, context.CancellationToken);
        return ComparisonRule.Of(ours, theirs, Now(context)) is not null;
    }

    private static BothSides Sides(TaskActivityContext context) => context.Services.GetRequiredService<BothSides>();

    private static ComparisonIndex Index(TaskActivityContext context) => context.Services.GetRequiredService<ComparisonIndex>();

    private static DateTimeOffset Now(TaskActivityContext context) => context.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    private static Command CommandOf(TaskActivityContext context, ComparisonStep step) =>
        Command.Of(step.Organisation, "workflow " + ComparisonWorkflow.InstanceOf(step.Comparison), context);
}
