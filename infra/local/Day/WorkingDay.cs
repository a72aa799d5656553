using System.Diagnostics;
using Solde.Local.Desk;

namespace Solde.Local.Day;

/// <summary>A day at a recreation centre's billing desk, from taking it in to its closed books, over the public API alone.</summary>
internal static class WorkingDay
{
    // A day takes seconds. What is not done by then never will be, and somebody waits for the report.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static async Task<Report> RunAsync(LocalDesk desk, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var report = new Report(title => Console.WriteLine($"  {title} ..."));
        using var evening = CancellationTokenSource.CreateLinkedTokenSource(stop);
        evening.CancelAfter(Longest);
        try
        {
            await desk.SettledAsync(evening.Token);
            using var centre = await Opening.TakeInAsync(desk, report, evening.Token);
            await Billing.IssueAsync(centre);
            await AtTheCounter.PlayAsync(centre);
            await Cards.PlayAsync(centre);
            await ECheques.PlayAsync(centre);
            await Webhooks.PlayAsync(centre);
            await ProviderTrouble.PlayAsync(centre);
            await GivingBack.PlayAsync(centre);
            await Closing.CountAsync(centre);
        }
        catch (Exception broken) when (broken is UnexpectedAnswerException or HttpRequestException)
        {
            report.BrokenOff(broken.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            report.BrokenOff($"no end within {Longest.TotalMinutes} minutes");
        }
        ReportPage.Write(report, Stopwatch.GetElapsedTime(began));
        return report;
    }
}
