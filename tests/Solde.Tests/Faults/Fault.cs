namespace Solde.Tests.Faults;

internal enum FaultAnswer
{
    /// <summary>What storage said; nothing was said when the call was not passed on, so the connection breaks.</summary>
    Real,
    Status503,
    Precondition412,
    DroppedConnection,
}

/// <summary>
/// What becomes of one storage call. The named ones are the usual ones; others are made with <c>with</c>, for example
/// <c>Fault.DropConnectionBefore with { Before = KillTheAppAsync }</c>.
/// </summary>
internal sealed record Fault
{
    public static Fault None { get; } = new();

    public static Fault Status503Before { get; } = new() { PassOn = false, Answer = FaultAnswer.Status503 };

    public static Fault Status503AfterCommit { get; } = new() { Answer = FaultAnswer.Status503 };

    public static Fault DropConnectionBefore { get; } = new() { PassOn = false, Answer = FaultAnswer.DroppedConnection };

    public static Fault DropConnectionAfterCommit { get; } = new() { Answer = FaultAnswer.DroppedConnection };

    /// <summary>As if somebody else had written the row since it was read. In a transaction the first action is blamed.</summary>
    public static Fault Precondition412 { get; } = new() { PassOn = false, Answer = FaultAnswer.Precondition412 };

    /// <summary>Whether storage gets the call.</summary>
    public bool PassOn { get; init; } = true;

    public FaultAnswer Answer { get; init; }

    /// <summary>Done before storage gets the call.</summary>
    public Func<Task>? Before { get; init; }

    /// <summary>Done when storage has answered and the caller does not know yet.</summary>
    public Func<Task>? After { get; init; }

    public static Fault CallbackBefore(Func<Task> callback) => new() { Before = callback };

    public static Fault CallbackAfter(Func<Task> callback) => new() { After = callback };
}
