namespace Solde.Platform.Durable;

/// <summary>
/// The orchestrator's code and its history do not fit, or the code used what no replay can repeat. The instance fails:
/// going on would do a step twice, or another one than was recorded.
/// </summary>
public sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
