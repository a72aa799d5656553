using Solde.Platform.Messaging;

namespace Solde.Platform.Durable;

/// <summary>
/// What an activity gets beside its input. It may run more than once for one call. An expected failure is a value it
/// returns; what it throws reaches the orchestrator as a failure without details.
/// </summary>
public sealed record TaskActivityContext(
    string Name, IServiceProvider Services, OutgoingMessages Outgoing, CancellationToken CancellationToken);
