using Solde.Platform.Durable;

namespace Solde.Functions.Operations;

/// <summary>A workflow that stands still. Its input and its output are not told: the hub shows them to those who have its key.</summary>
/// <param name="Instance">Named after what it is about, such as <c>refund-{refund}</c>.</param>
/// <param name="Workflow">The story's name.</param>
/// <param name="Status">failed, terminated or suspended; pending for one that was never begun.</param>
internal sealed record StuckWorkflow(string Instance, string Workflow, string Status, DateTimeOffset CreatedAt, DateTimeOffset LastUpdatedAt)
{
    /// <summary>A hub that is behind takes its time; one that has not begun an instance after that will not by itself.</summary>
    private static readonly TimeSpan LongestBeginning = TimeSpan.FromMinutes(15);

    /// <summary>Terminated is not among them: a person did that and knows. It can be resumed all the same.</summary>
    public static readonly IReadOnlyCollection<OrchestrationRuntimeStatus> Statuses =
        [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Pending];

    public static StuckWorkflow Of(OrchestrationMetadata found) =>
        new(found.InstanceId, found.Name, Word(found.RuntimeStatus), found.CreatedAt, found.LastUpdatedAt);

    public static string Word(OrchestrationRuntimeStatus status) => status.ToString().ToLowerInvariant();

    public static bool Is(OrchestrationMetadata found, DateTimeOffset now) =>
        found.RuntimeStatus != OrchestrationRuntimeStatus.Pending || now - found.CreatedAt > LongestBeginning;
}
