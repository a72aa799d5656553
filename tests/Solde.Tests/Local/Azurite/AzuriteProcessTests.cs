using System.Diagnostics;
using Solde.Local;
using Solde.Local.Azurite;
using Solde.Platform.Storage;

namespace Solde.Tests.Local.Azurite;

public sealed class AzuriteProcessTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("solde-azurite-");

    public void Dispose() => data.Delete(recursive: true);

    // Azurite saves every five seconds, so what was written just now is there afterwards only if it was stopped gracefully.
    [Fact]
    public async Task What_was_written_just_before_a_stop_is_there_after_a_start()
    {
        await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = data.FullName }))
            await WriteAsync(azurite);

        await using var again = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = data.FullName });
        await AssertWrittenAsync(again);
    }

    [Fact]
    public async Task What_was_written_just_before_our_process_is_killed_is_there_after_a_start()
    {
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = data.FullName });
        await WriteAsync(azurite);
        using var itself = Process.GetProcessById(azurite.ProcessId);

        azurite.LetGo();
        await itself.WaitForExitAsync();

        await using var again = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = data.FullName });
        await AssertWrittenAsync(again);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_that_says_so()
    {
        await using var first = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true, TablePort = first.TableEndpoint.Port }));

        Assert.Contains("EADDRINUSE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_is_asked_for_unless_all_is_in_memory() =>
        await Assert.ThrowsAsync<ArgumentException>(() => AzuriteProcess.StartAsync(new AzuriteOptions()));

    private static async Task WriteAsync(AzuriteProcess azurite)
    {
        var table = new TableClient(StorageAccount.Parse(azurite.ConnectionString), "ledger");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1 });
    }

    private static async Task AssertWrittenAsync(AzuriteProcess azurite)
    {
        var table = new TableClient(StorageAccount.Parse(azurite.ConnectionString), "ledger");
        Assert.Equal(1, (await table.GetEntityAsync("p", "r")).Value.GetInt32("N"));
    }
}
