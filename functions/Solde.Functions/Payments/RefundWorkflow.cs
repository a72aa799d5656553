using System.Text.Json.Serialization;
using Solde.Functions.Accounts;
using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>
/// What becomes of a refund's online parts, each for itself (BIL-24): send it, wait for the provider's word, ask again
/// where none comes, and in the end tell people. The money itself is reserved before and recorded by the steps.
/// </summary>
internal static class RefundWorkflow
{
    public static string InstanceOf(string refund) => "refund-" + refund;

    /// <summary>The event that wakes a part's wait: the account knows how it ended.</summary>
    public static string WordOn(string part) => "ProviderWord-" + part;

    public static async Task<RefundEnd> RunAsync(TaskOrchestrationContext context, RefundRun run)
    {
        var ends = await Task.WhenAll(run.Parts.Select(part => SettleAsync(
            context, new RefundPartKey(run.Organisation, run.Account, run.Refund, part), run.Patience)));
        return new RefundEnd(ends);
    }

    private static async Task<string> SettleAsync(TaskOrchestrationContext context, RefundPartKey part, RefundPatience patience)
    {
        try
        {
            var standing = await context.CallActivityAsync<PartStanding>(nameof(RefundSteps.SendRefundPart), part, StepRetries.Patiently);
            var (lookUps, chases) = (0, 0);
            while (RefundPartStates.IsUnderWay(standing.State))
            {
                var (waits, next) = standing.State == RefundPartStates.Sent ? (patience.Chases, chases++) : (patience.LookUps, lookUps++);
                if (next == waits.Count)
                {
                    await context.CallActivityAsync(nameof(RefundSteps.ReportRefundPart), part, StepRetries.Patiently);
                    break;
                }
                await WordOrTimeAsync(context, part, waits[next]);
                standing = await context.CallActivityAsync<PartStanding>(nameof(RefundSteps.LookUpRefundPart), part, StepRetries.Patiently);
            }
            return standing.State;
        }
        catch (TaskFailedException)
        {
            // The steps themselves fail, for hours now: the part stays reserved, which a person must know.
            await context.CallActivityAsync(nameof(RefundSteps.ReportRefundPart), part, StepRetries.Patiently);
            return RefundPartStates.Unknown;
        }
    }

    private static async Task WordOrTimeAsync(TaskOrchestrationContext context, RefundPartKey part, TimeSpan wait)
    {
        try
        {
            await context.WaitForExternalEvent<PartStanding>(WordOn(part.Part), wait);
        }
        catch (TaskCanceledException)
        {
            // No word in time: what follows asks for it.
        }
    }
}

/// <param name="Parts">Those that go online.</param>
internal sealed record RefundRun(string Organisation, string Account, string Refund, IReadOnlyList<string> Parts, RefundPatience Patience);

/// <summary>How long a part's word is waited for. Part of the input, so that a refund under way keeps the times it began with.</summary>
/// <param name="LookUps">Between the looks for a call that was not answered (PAY-14).</param>
/// <param name="Chases">Between the looks for a part that the provider has and that is not there yet.</param>
internal sealed record RefundPatience(IReadOnlyList<TimeSpan> LookUps, IReadOnlyList<TimeSpan> Chases)
{
    public static RefundPatience Default { get; } = new(
        LookUpTimes.AfterNoAnswer, [.. new[] { 3, 4, 7, 7, 9 }.Select(days => TimeSpan.FromDays(days))]);
}

/// <param name="State">One of <see cref="RefundPartStates"/>.</param>
internal sealed record PartStanding(string State);

/// <param name="States">How each part stood when nothing more was waited for, in the parts' order.</param>
internal sealed record RefundEnd(IReadOnlyList<string> States);

/// <summary>After five minutes, an hour, then daily for a week (PAY-14).</summary>
internal static class LookUpTimes
{
    public static IReadOnlyList<TimeSpan> AfterNoAnswer { get; } =
        [TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), .. Enumerable.Repeat(TimeSpan.FromDays(1), 7)];
}
