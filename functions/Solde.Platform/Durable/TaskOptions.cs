namespace Solde.Platform.Durable;

/// <param name="Retry">Null: one attempt.</param>
public record TaskOptions(RetryPolicy? Retry = null);

/// <param name="InstanceId">Null: derived from the calling instance, another one for each call and attempt.</param>
public sealed record SubOrchestrationOptions(RetryPolicy? Retry = null, string? InstanceId = null) : TaskOptions(Retry);
