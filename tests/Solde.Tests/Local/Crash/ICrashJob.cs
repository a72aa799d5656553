namespace Solde.Tests.Local.Crash;

/// <summary>Business that is done while the app is killed under it. What it needs is made before, undisturbed.</summary>
internal interface ICrashJob
{
    /// <summary>Returns when all that follows from it is done, too.</summary>
    Task DoAsync();

    /// <summary>Everything that must be true afterwards, wherever the app was killed.</summary>
    Task CheckAsync();
}
