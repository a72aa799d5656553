using Solde.Platform.Durable;

namespace Solde.Platform.Hosting;

/// <summary>One function as both hosts see it: its trigger and its outputs. The folder name is <see cref="Name"/>.</summary>
/// <param name="Sends">Queues that an invocation may send to; each becomes one Service Bus output binding.</param>
public sealed record FunctionDeclaration(string Name, FunctionTrigger Trigger, IReadOnlyList<string> Sends)
{
    /// <summary>
    /// Gives the function a <see cref="DurableTaskClient"/>. Its calls are wrapped then, because the hub's address comes with them.
    /// </summary>
    public bool UsesDurableClient { get; init; }

    /// <summary>Exactly one HTTP trigger and one HTTP output: the host passes the request on as it came.</summary>
    public bool IsForwarded => Trigger is HttpTrigger && Sends.Count == 0 && !UsesDurableClient;
}

public abstract record FunctionTrigger;

/// <param name="Route">Below the route prefix, without a leading slash, for example <c>v1/accounts/{*path}</c>.</param>
public record HttpTrigger(string Route, IReadOnlyList<string> Methods) : FunctionTrigger;

/// <summary>A signed POST from outside whose body becomes a message, see <see cref="WebhookInvocation"/>.</summary>
public sealed record WebhookTrigger(string Route, string SignatureHeader, WebhookCheck Check) : HttpTrigger(Route, ["post"]);

public sealed record QueueTrigger(string Queue, Func<MessageContext, Task> Handle) : FunctionTrigger;

/// <param name="Schedule">NCRONTAB with six fields, the first one seconds.</param>
public sealed record TimerTrigger(string Schedule, Func<TimerContext, Task> Handle) : FunctionTrigger;

/// <summary>One turn of an orchestration.</summary>
public sealed record OrchestrationTrigger(OrchestratorDeclaration Orchestrator) : FunctionTrigger;

/// <summary>One step of an orchestration, run at least once.</summary>
public sealed record ActivityTrigger(ActivityDeclaration Activity) : FunctionTrigger;
