namespace Solde.Local.Day;

/// <summary>One thing that was to be so: what was expected and what was found, as people read them.</summary>
internal sealed record Finding(string Scene, string What, string Expected, string Found)
{
    public bool Holds => Expected == Found;
}

/// <summary>What a family owed when everything was billed, at the end, and ought to owe then.</summary>
internal sealed record BalanceLine(string Family, long Billed, long Expected, long Found);

/// <summary>Mails of one kind in one language.</summary>
internal sealed record MailLine(string Kind, string Language, int Count, string Example);

/// <summary>What the day did and what came of it.</summary>
internal sealed class Report(Action<string> progress)
{
    private readonly List<Finding> findings = [];
    private string scene = "";

    public IReadOnlyList<Finding> Findings => findings;

    public List<BalanceLine> Balances { get; } = [];

    public List<MailLine> Mails { get; } = [];

    /// <summary>The sum of each ledger account, in minor units.</summary>
    public SortedDictionary<string, long> Ledgers { get; } = new(StringComparer.Ordinal);

    /// <summary>A day that proved nothing does not hold.</summary>
    public bool Holds => findings.Count > 0 && findings.TrueForAll(finding => finding.Holds);

    /// <summary>What follows belongs to this scene.</summary>
    public void Begin(string title)
    {
        scene = title;
        progress(title);
    }

    public void Check<T>(string what, T expected, T found) =>
        findings.Add(new Finding(scene, what, Text(expected), Text(found)));

    public void CheckMoney(string what, long expectedMinor, long foundMinor) =>
        findings.Add(new Finding(scene, what, Amounts.Text(expectedMinor), Amounts.Text(foundMinor)));

    /// <summary>The scene could not be played to its end.</summary>
    public void BrokenOff(string why) => findings.Add(new Finding(scene, "plays to its end", "yes", why));

    private static string Text<T>(T value) => value switch
    {
        null => "nothing",
        true => "yes",
        false => "no",
        _ => value.ToString()!,
    };
}
