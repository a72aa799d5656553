namespace Solde.Local.Azurite;

/// <summary>
/// A running Azurite. It is always stopped gracefully, also when we are killed with -9: it writes to disk every five seconds
/// only, so an Azurite that is killed itself forgets writes that it has acknowledged.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    // Azurite's own names for the account that every emulator has.
    private const string AccountName = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string[] NoArguments = [];

    private readonly TetheredProcess process;

    private AzuriteProcess(TetheredProcess process, IReadOnlyDictionary<string, Uri> endpoints)
    {
        this.process = process;
        BlobEndpoint = new Uri(endpoints["Blob"], AccountName);
        QueueEndpoint = new Uri(endpoints["Queue"], AccountName);
        TableEndpoint = new Uri(endpoints["Table"], AccountName);
    }

    public Uri BlobEndpoint { get; }

    public Uri QueueEndpoint { get; }

    public Uri TableEndpoint { get; }

    public int ProcessId => process.ChildProcessId;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};" +
        $"BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint};";

    /// <summary>Installs Azurite when needed, starts it and returns when all three services listen.</summary>
    /// <exception cref="InvalidOperationException">It could not be installed or started; the message holds what it said.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.InMemory && string.IsNullOrWhiteSpace(options.DataDirectory))
            throw new ArgumentException("Azurite needs a DataDirectory unless it runs in memory.", nameof(options));
        var (script, lookups) = await AzuritePackage.EnsureInstalledAsync(cancellationToken);
        var startup = new AzuriteStartup();
        var tethered = await TetheredProcess.StartAsync(
            new TetheredCommand("node", [.. options.WithLookups ? ["--require", lookups] : NoArguments, script, .. Arguments(options)]) { Output = startup.Read },
            cancellationToken);
        try
        {
            return new AzuriteProcess(tethered, await startup.WaitAsync(tethered, cancellationToken));
        }
        catch
        {
            await tethered.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>What the death of our process does to the tether: it closes our end of the pipe and waits for nothing.</summary>
    internal void LetGo() => process.LetGo();

    private static IEnumerable<string> Arguments(AzuriteOptions options)
    {
        yield return "--silent";
        yield return "--disableTelemetry";
        yield return $"--blobPort={options.BlobPort}";
        yield return $"--queuePort={options.QueuePort}";
        yield return $"--tablePort={options.TablePort}";
        foreach (var service in (string[])["blob", "queue", "table"]) yield return $"--{service}Host=127.0.0.1";
        if (options.InMemory)
            yield return "--inMemoryPersistence";
        else
            yield return $"--location={options.DataDirectory}";
    }
}
