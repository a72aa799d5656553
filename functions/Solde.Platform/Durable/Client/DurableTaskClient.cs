using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solde.Platform.Hosting;

namespace Solde.Platform.Durable;

/// <summary>
/// Starts orchestrations and speaks to them through the task hub's HTTP API. Only in a function that is declared with
/// a durable client. An outage is an <see cref="HttpRequestException"/>: the call may have been done, and may be repeated.
/// </summary>
public sealed class DurableTaskClient(HttpClient http, FunctionCatalogue functions)
{
    private const string ContinuationHeader = "x-ms-continuation-token";

    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(2);

    private DurableClientBinding? _binding;

    private DurableClientBinding Hub => _binding
        ?? throw new InvalidOperationException("The function that runs is not declared with a durable client.");

    /// <summary>Called by the hosting layer with what the running function's call holds.</summary>
    internal void Bind(DurableClientBinding binding) => _binding = binding;

    /// <summary>
    /// Starts an instance. By default one that exists, running or ended, is left alone: a start may be repeated. Two
    /// callers that start an ended id in the same moment may still replace it: the hub has no condition for that.
    /// </summary>
    /// <param name="instanceId">Named after what it is about, such as <c>refund-{id}</c>.</param>
    /// <returns>The instance's id.</returns>
    public Task<string> ScheduleNewOrchestrationInstanceAsync<T>(
        string name,
        string instanceId,
        T input,
        JsonTypeInfo<T> type,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellationToken = default) =>
        StartAsync(name, instanceId, JsonSerializer.Serialize(input, type), options, cancellationToken);

    /// <inheritdoc cref="ScheduleNewOrchestrationInstanceAsync{T}"/>
    /// <param name="input">Its type must be known to the JSON resolver of the orchestrator, which must be this app's own.</param>
    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string name,
        string instanceId,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        if (functions.Find(name)?.Trigger is not OrchestrationTrigger { Orchestrator: var orchestrator })
            throw new ArgumentException($"No orchestrator '{name}' is declared.", nameof(name));
        return StartAsync(name, instanceId, DurableJson.Text(input, orchestrator.Json) ?? "null", options, cancellationToken);
    }

    /// <summary>Kept by the hub until the instance takes it, also where it waits for it only later.</summary>
    public Task<RaiseEventResult> RaiseEventAsync<T>(
        string instanceId, string eventName, T payload, JsonTypeInfo<T> type, CancellationToken cancellationToken = default) =>
        RaiseAsync(instanceId, eventName, JsonSerializer.Serialize(payload, type), cancellationToken);

    /// <inheritdoc cref="RaiseEventAsync{T}"/>
    /// <param name="payload">Its type must be known to the JSON resolver of an orchestrator of this app.</param>
    public Task<RaiseEventResult> RaiseEventAsync(
        string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default) =>
        RaiseAsync(instanceId, eventName, Text(payload), cancellationToken);

    /// <summary>Null when there is no such instance.</summary>
    public async Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default)
    {
        var url = Hub.Url(Instance(instanceId), namesHub: true, ("showInput", getInputsAndOutputs ? "true" : "false"));
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted))
            throw await TaskHubHttp.OutageAsync(response, cancellationToken);
        var document = await TaskHubHttp.ReadAsync(response, DurableClientJson.Default.InstanceDocument, cancellationToken);
        return OrchestrationMetadata.Of(document, instanceId, getInputsAndOutputs);
    }

    /// <summary>Asks again and again until the instance has ended or the token is cancelled.</summary>
    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellationToken = default)
    {
        for (var pause = FirstPoll; ; pause = pause * 2 < LongestPoll ? pause * 2 : LongestPoll)
        {
            var instance = await GetInstanceAsync(instanceId, getInputsAndOutputs, cancellationToken)
                ?? throw new InvalidOperationException($"There is no orchestration instance '{instanceId}'.");
            if (instance.HasEnded)
                return instance;
            await Task.Delay(pause, cancellationToken);
        }
    }

    public Task<InstanceCommandResult> TerminateInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellationToken = default) =>
        CommandAsync(instanceId, "terminate", reason, cancellationToken);

    /// <summary>From its next turn on the instance begins nothing; events are kept for it.</summary>
    public Task<InstanceCommandResult> SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellationToken = default) =>
        CommandAsync(instanceId, "suspend", reason, cancellationToken);

    public Task<InstanceCommandResult> ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellationToken = default) =>
        CommandAsync(instanceId, "resume", reason, cancellationToken);

    /// <summary>Removes an instance that has ended, with its history.</summary>
    public async Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Hub.Url(Instance(instanceId), namesHub: true));
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return new PurgeResult(0);
        if (!response.IsSuccessStatusCode)
            throw await TaskHubHttp.OutageAsync(response, cancellationToken);
        return new PurgeResult((await TaskHubHttp.ReadAsync(response, DurableClientJson.Default.PurgeDocument, cancellationToken)).InstancesDeleted);
    }

    /// <summary>Page by page, as far as the caller goes.</summary>
    public async IAsyncEnumerable<OrchestrationMetadata> GetAllInstancesAsync(
        OrchestrationQuery? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        filter ??= new OrchestrationQuery();
        var url = Hub.Url(
            "instances/",
            namesHub: true,
            ("runtimeStatus", filter.Statuses is { Count: > 0 } statuses ? string.Join(',', statuses) : null),
            ("createdTimeFrom", filter.CreatedFrom?.UtcDateTime.ToString("o")),
            ("createdTimeTo", filter.CreatedTo?.UtcDateTime.ToString("o")),
            ("instanceIdPrefix", filter.InstanceIdPrefix),
            ("top", filter.PageSize.ToString()),
            ("showInput", filter.FetchInputsAndOutputs ? "true" : "false"));
        string? continuation = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (continuation is not null)
                request.Headers.TryAddWithoutValidation(ContinuationHeader, continuation);
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw await TaskHubHttp.OutageAsync(response, cancellationToken);
            foreach (var document in await TaskHubHttp.ReadAsync(response, DurableClientJson.Default.ListInstanceDocument, cancellationToken))
                yield return OrchestrationMetadata.Of(document, "", filter.FetchInputsAndOutputs);
            continuation = response.Headers.TryGetValues(ContinuationHeader, out var values) ? values.FirstOrDefault() : null;
        }
        while (!string.IsNullOrEmpty(continuation));
    }

    private async Task<string> StartAsync(
        string name, string instanceId, string input, StartOrchestrationOptions? options, CancellationToken cancellation)
    {
        InstanceIds.Checked(instanceId);
        var rule = options?.WhenItExists ?? ExistingInstance.LeaveAlone;
        // Before: the hub would replace one that has ended.
        if (await GetInstanceAsync(instanceId, cancellationToken: cancellation) is { } before && IsKept(before, rule))
            return instanceId;

        var url = Hub.Url($"orchestrators/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(instanceId)}", namesHub: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = TaskHubHttp.Json(input) };
        using var response = await http.SendAsync(request, cancellation);
        if (response.StatusCode == HttpStatusCode.Accepted)
            return instanceId;

        // After: another caller may have been faster. Hubs refuse that with 409 or with 500.
        if (await GetInstanceAsync(instanceId, cancellationToken: cancellation) is { } after && IsKept(after, rule))
            return instanceId;
        throw await TaskHubHttp.OutageAsync(response, cancellation);
    }

    private static bool IsKept(OrchestrationMetadata existing, ExistingInstance rule) => rule switch
    {
        ExistingInstance.Fail => throw new OrchestrationAlreadyExistsException(existing.InstanceId),
        ExistingInstance.ReplaceEnded => !existing.HasEnded,
        _ => true,
    };

    private async Task<RaiseEventResult> RaiseAsync(string instanceId, string eventName, string payload, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var url = Hub.Url($"{Instance(instanceId)}/raiseEvent/{Uri.EscapeDataString(eventName)}", namesHub: true);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = TaskHubHttp.Json(payload) };
        return await TaskHubHttp.SignalAsync(http, request, cancellation) switch
        {
            HttpStatusCode.NotFound => RaiseEventResult.NoSuchInstance,
            HttpStatusCode.Gone => RaiseEventResult.HasEnded,
            _ => RaiseEventResult.Raised,
        };
    }

    private async Task<InstanceCommandResult> CommandAsync(
        string instanceId, string command, string? reason, CancellationToken cancellation)
    {
        var url = Hub.Url($"{Instance(instanceId)}/{command}", namesHub: true, ("reason", reason));
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        return await TaskHubHttp.SignalAsync(http, request, cancellation) switch
        {
            HttpStatusCode.NotFound => InstanceCommandResult.NoSuchInstance,
            HttpStatusCode.Gone => InstanceCommandResult.HasEnded,
            _ => InstanceCommandResult.Accepted,
        };
    }

    /// <summary>With the options of the first declared orchestrator that knows the type.</summary>
    private string Text(object? payload)
    {
        if (payload is null)
            return "null";
        var json = functions.All.Select(function => function.Trigger).OfType<OrchestrationTrigger>()
            .Select(trigger => trigger.Orchestrator.Json)
            .FirstOrDefault(options => options.TryGetTypeInfo(payload.GetType(), out _))
            ?? throw new NotSupportedException($"No declared orchestrator's JSON resolver knows {payload.GetType()}.");
        return DurableJson.Text(payload, json)!;
    }

    private static string Instance(string instanceId) => $"instances/{Uri.EscapeDataString(InstanceIds.Checked(instanceId))}";
}
