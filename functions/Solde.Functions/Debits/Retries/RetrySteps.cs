using Solde.Functions.Aggregates;
using Solde.Platform.Durable;

namespace Solde.Functions.Debits;

internal static class RetrySteps
{
    private const int PlacesAStep = 20;
    private const int TriesAStep = 2_000;

    /// <summary>Ids of groups hold no bar.</summary>
    public static string KeyOf(RunPlace place) => $"{place.Month}|{place.Group}";

    public static async Task<RetriedPlaces> RetryPlaces(TaskActivityContext context, PlacesAfter ask)
    {
        var charger = context.Services.GetRequiredService<RetryCharger>();
        var run = await context.Services.GetRequiredService<AggregateStore<DebitRun>>()
            .ReadAsync(ask.Organisation, ask.Run, context.CancellationToken);
        var left = run.Head!.Places!.Where(place => string.CompareOrdinal(KeyOf(place), ask.After) > 0).ToList();
        var (done, totals) = (new List<RunPlace>(), RunTotals.None);
        foreach (var place in left.Take(PlacesAStep))
        {
            totals += await charger.AskAsync(ask.Organisation, ask.Run, place, context.CancellationToken);
            done.Add(place);
            if (totals.Charged >= TriesAStep)
                break;
        }
        return new RetriedPlaces(done.Count == 0 ? ask.After : KeyOf(done[^1]), done.Count == left.Count, totals);
    }
}
