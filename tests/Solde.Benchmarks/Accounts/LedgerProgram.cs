using System.Diagnostics;
using System.Globalization;
using System.Text;
using Solde.Functions.Ledger;

namespace Solde.Benchmarks.Accounts;

/// <summary>The command-line program <c>ledger</c>, given the same postings as a file.</summary>
internal static class LedgerProgram
{
    public const string Missing = "`ledger` is not on this machine (Debian and Ubuntu: apt-get install ledger).";

    public static bool IsThere => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "ledger")));

    public static void Write(string file, IEnumerable<JournalEntry> entries)
    {
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (var entry in entries.Where(entry => entry.Postings.Count > 0))
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.At:yyyy/MM/dd} {entry.Action}"));
            foreach (var posting in entry.Postings)
                writer.WriteLine($"    {posting.Ledger}  {posting.Amount}");
        }
    }

    /// <summary>The balance of each account, in minor units.</summary>
    public static async Task<Dictionary<string, long>> BalancesAsync(string file)
    {
        string[] arguments =
        [
            "--args-only", "-f", file, "balance", "--flat", "--empty", "--no-total",
            "--format", "%(account)\t%(quantity(scrub(display_total)))\n",
        ];
        var start = new ProcessStartInfo("ledger", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("`ledger` failed.");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .ToDictionary(parts => parts[0], parts => Minor(parts[1]), StringComparer.Ordinal);
    }

    private static long Minor(string amount) => (long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100);
}
