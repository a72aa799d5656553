namespace Solde.Tests.Local.Day;

public sealed class WorkingDayTests : IDisposable
{
    // Far longer than a day takes: only a desk that hangs meets it.
    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(5));

    private readonly string folder = Directory.CreateTempSubdirectory("solde-day-").FullName;

    public void Dispose()
    {
        patience.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_new_desk_plays_the_whole_day_and_every_check_holds()
    {
        await using var desk = DeskProcess.Start(folder, "--exit");

        var exitCode = await desk.ExitedAsync(patience.Token);

        Assert.True(exitCode == 0, string.Join('\n', desk.Lines));
        Assert.Single(desk.Lines, line => line.StartsWith("All ", StringComparison.Ordinal) && line.EndsWith(" checks hold; the books balance.", StringComparison.Ordinal));
    }
}
