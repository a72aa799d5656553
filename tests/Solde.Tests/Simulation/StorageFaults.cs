using Solde.Tests.Faults;

namespace Solde.Tests.Simulation;

/// <summary>
/// What the storage does to the app's calls: nothing until told otherwise, then trouble drawn from the history's own source of chance,
/// or a death at one chosen call, after which the process reaches the storage no more.
/// </summary>
internal sealed class StorageFaults
{
    private Random? _chance;
    private int _callsUntilDeath = -1;
    private bool _diesAfter;

    public bool IsDead { get; private set; }

    /// <summary>Trouble in about one call of ten, a death in about one of forty.</summary>
    public void Begin(Random chance) => _chance = chance;

    /// <summary>The process dies at the call with this number, counted from 0 from now on.</summary>
    public void DieAt(int call, bool afterIt) => (_callsUntilDeath, _diesAfter) = (call, afterIt);

    /// <summary>The storage is well again, and a new process starts.</summary>
    public void Revive() => (IsDead, _callsUntilDeath) = (false, -1);

    public void End()
    {
        _chance = null;
        Revive();
    }

    public Fault Of(StorageCall call)
    {
        if (IsDead)
            return Fault.DropConnectionBefore;
        if (_callsUntilDeath >= 0 && _callsUntilDeath-- == 0)
            return Die(_diesAfter);
        return _chance?.Next(40) switch
        {
            0 => Die(after: _chance.Next(2) == 0),
            1 => Fault.Status503Before,
            2 => Fault.Status503AfterCommit,
            3 => Fault.DropConnectionAfterCommit,
            // Only a guarded write can lose a race.
            4 when call.Kind == "EntityGroupTransaction" => Fault.Precondition412,
            _ => Fault.None,
        };
    }

    private Fault Die(bool after)
    {
        IsDead = true;
        return after ? Fault.DropConnectionAfterCommit : Fault.DropConnectionBefore;
    }
}
