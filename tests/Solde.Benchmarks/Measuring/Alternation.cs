using System.Diagnostics;

namespace Solde.Benchmarks.Measuring;

/// <param name="Work">Does so many units of work.</param>
internal sealed record Contender(string Name, Func<int, Task> Work);

/// <summary>
/// Measures a thing beside its floor: in the same run and by turns, so that whatever else the machine does strikes both.
/// </summary>
internal static class Alternation
{
    /// <param name="needs">The ratio that must be reached; null where none is asked.</param>
    public static async Task<Comparison> CompareAsync(Contender subject, Contender floor, int rounds, int units, int warmUp, double? needs)
    {
        await subject.Work(warmUp);
        await floor.Work(warmUp);
        var subjectRates = new List<double>();
        var floorRates = new List<double>();
        var ratios = new List<double>();
        StorageCalls? calls = null;
        for (var round = 0; round < rounds; round++)
        {
            // Neither is always the one that comes after a rest.
            var floorFirst = round % 2 == 1 ? await RateAsync(floor, units) : 0;
            using (var counter = new StorageCalls())
            {
                subjectRates.Add(await RateAsync(subject, units));
                calls = calls is null ? counter : calls.Plus(counter);
            }
            floorRates.Add(round % 2 == 1 ? floorFirst : await RateAsync(floor, units));
            ratios.Add(subjectRates[^1] / floorRates[^1]);
        }
        return new Comparison(subject.Name, floor.Name, subjectRates.Median(), floorRates.Median(), ratios.Median(), needs, calls!.PerUnit(rounds * units));
    }

    private static async Task<double> RateAsync(Contender contender, int units)
    {
        // A collection of what the other one left is not this one's work.
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await contender.Work(units);
        return units / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
