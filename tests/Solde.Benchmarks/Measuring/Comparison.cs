using System.Globalization;

namespace Solde.Benchmarks.Measuring;

/// <param name="Ratio">The median of the rounds' own ratios, which a change in the machine's load between rounds does not move.</param>
/// <param name="StorageCalls">What this process asked of the storage for one unit, by operation.</param>
internal sealed record Comparison(
    string Subject, string Floor, double SubjectRate, double FloorRate, double Ratio, double? Needs, IReadOnlyDictionary<string, double> StorageCalls)
{
    public void Print()
    {
        var target = Needs is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (needs {Needs:0.0#}: {(Ratio >= Needs ? "reached" : "MISSED")})");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Subject,-34} {SubjectRate,12:N0}/s   {Floor,-34} {FloorRate,12:N0}/s   ratio {Ratio:0.00}{target}"));
        if (StorageCalls.Count > 0)
            Console.WriteLine("    storage per unit: " + string.Join(", ", StorageCalls.Select(call => string.Create(CultureInfo.InvariantCulture, $"{call.Value:0.###} {call.Key}"))));
    }
}

internal static class Medians
{
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
