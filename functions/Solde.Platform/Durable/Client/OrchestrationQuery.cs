namespace Solde.Platform.Durable;

/// <summary>Which instances to list; what is null or empty does not narrow the list.</summary>
/// <param name="PageSize">How many are fetched at a time.</param>
public sealed record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses = null,
    string? InstanceIdPrefix = null,
    int PageSize = 100,
    bool FetchInputsAndOutputs = false);
