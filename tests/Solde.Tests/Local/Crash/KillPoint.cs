using System.Globalization;

namespace Solde.Tests.Local.Crash;

/// <summary>The app dies just before, or just after, its so-manieth storage call.</summary>
internal readonly record struct KillPoint(int Call, bool After)
{
    private const int UsualSample = 8;
    private const int UsualSeed = 20260310;

    /// <summary>
    /// So many points as SOLDE_KILL_POINTS says, <c>all</c> for every one, drawn by SOLDE_KILL_SEED. The same seed draws the
    /// same points only while the undisturbed run has the same number of calls.
    /// </summary>
    public static (string Choice, IReadOnlyList<KillPoint> Points) Choose(int calls)
    {
        KillPoint[] all = [.. Enumerable.Range(0, calls).SelectMany(call => new KillPoint[] { new(call, false), new(call, true) })];
        if (Environment.GetEnvironmentVariable("SOLDE_KILL_POINTS") == "all") return ("all", all);
        var seed = Number("SOLDE_KILL_SEED", UsualSeed);
        // What runs at the same time takes a call more or less, so that a few drawn points should not all lie at the very end.
        all = all[..^(all.Length / 10)];
        new Random(seed).Shuffle(all);
        return (string.Create(CultureInfo.InvariantCulture, $"SOLDE_KILL_SEED={seed}"), [.. all.Take(Number("SOLDE_KILL_POINTS", UsualSample))]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(After ? "after" : "before")} call {Call}");

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : usual;
}
