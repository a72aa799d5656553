namespace Solde.Tests.Faults;

/// <summary>
/// At which of its storage calls a piece of work is to die, until it gets by: before every other one and after those between; with
/// <c>SOLDE_KILL_POINTS=all</c> before and after each.
/// </summary>
internal static class Deaths
{
    /// <param name="first">The number of the first call.</param>
    public static IEnumerable<int> At(int first, bool afterIt)
    {
        var atAll = Environment.GetEnvironmentVariable("SOLDE_KILL_POINTS") == "all";
        for (var call = afterIt && !atAll ? first + 1 : first; ; call += atAll ? 1 : 2)
            yield return call;
    }
}
