using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>
/// Compares what we have with what the provider has, in one span of time (PAY-12): what we have is listed, what the provider has is held
/// against it page by page, what was not met there is looked for, and open findings of earlier comparisons are looked at again.
/// </summary>
internal static class ComparisonWorkflow
{
    private static readonly string[] Steps =
    [
        nameof(ComparisonSteps.ListOurs),
        nameof(ComparisonSteps.ComparePayments),
        nameof(ComparisonSteps.CompareRefunds),
        nameof(ComparisonSteps.LookForUnseen),
        nameof(ComparisonSteps.ReviewFindings),
    ];

    public static string InstanceOf(string comparison) => "comparison-" + comparison;

    public static async Task<string> RunAsync(TaskOrchestrationContext context, ComparisonStep run)
    {
        try
        {
            foreach (var step in Steps)
            {
                var at = run;
                do
                {
                    at = await context.CallActivityAsync<ComparisonStep>(step, at, StepRetries.Patiently);
                }
                while (at.After is not null);
            }
        }
        catch (TaskFailedException)
        {
            // Storage or provider are out of reach for hours now: people see that it did not come to its end.
            return await context.CallActivityAsync<string>(nameof(ComparisonSteps.GiveUpComparison), run, StepRetries.Patiently);
        }
        return await context.CallActivityAsync<string>(nameof(ComparisonSteps.EndComparison), run, StepRetries.Patiently);
    }
}

/// <param name="Start">The span's first instant.</param>
/// <param name="End">The span's end, which is not in it.</param>
/// <param name="After">Where the step's next page begins, in the step's own words; null at its beginning and at its end.</param>
internal sealed record ComparisonStep(string Organisation, string Comparison, DateTimeOffset Start, DateTimeOffset End, string? After);
