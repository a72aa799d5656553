using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Solde.Local.Desk;

/// <summary>
/// A desk killed with -9 leaves an Azurite that still writes its data down before it ends. The next desk on the same folder
/// must wait for that, or the two would write over each other.
/// </summary>
internal static class FormerLife
{
    // Longer than the tether's grace period, after which nothing of it can be alive.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    public static async Task WaitForEndAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file) || Find(await File.ReadAllTextAsync(file, cancellationToken)) is not { } azurite) return;
        using (azurite)
        {
            Console.WriteLine("The storage of an earlier run is still writing its data down; waiting for it.");
            using var timeIsOver = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeIsOver.CancelAfter(Longest);
            try
            {
                await azurite.WaitForExitAsync(timeIsOver.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new DeskException($"Process {azurite.Id}, the storage of an earlier run, does not end: stop it first.");
            }
        }
    }

    public static void Remember(string file, int processId)
    {
        using var process = Process.GetProcessById(processId);
        File.WriteAllText(file, Describe(process));
    }

    // The number alone may be another process's by now; with the time of its start it cannot.
    private static Process? Find(string description)
    {
        if (!int.TryParse(description.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        try
        {
            var process = Process.GetProcessById(id);
            if (Describe(process) == description) return process;
            process.Dispose();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended, which is what is wanted.
        }
        return null;
    }

    private static string Describe(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.StartTime.ToUniversalTime():yyyy-MM-ddTHH:mm:ss}");
}
