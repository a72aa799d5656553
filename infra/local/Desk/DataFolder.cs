namespace Solde.Local.Desk;

/// <summary>Where a desk keeps everything, for one desk at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    public string Azurite => At("azurite");

    public string ProviderState => At("provider.jsonl");

    public string Mailbox => At("mailbox");

    public string AppLog => At("app.log");

    /// <summary>How many days were played on which date.</summary>
    public string DayCounter => At("days.txt");

    public string AzuriteLife => At("azurite.pid");

    /// <exception cref="DeskException">Another desk runs on the same folder.</exception>
    public static DataFolder Open(DeskOptions options)
    {
        var path = System.IO.Path.GetFullPath(options.DataDirectory ?? System.IO.Path.Combine(RepositoryRoot(), ".local"));
        Directory.CreateDirectory(path);
        try
        {
            // The system gives this back when its holder dies, however it dies.
            var taken = new FileStream(System.IO.Path.Combine(path, "desk.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(path, taken);
        }
        catch (IOException reason)
        {
            throw new DeskException($"Another local Solde runs on {path}: stop it first, or give this one a folder of its own with --data.", reason);
        }
    }

    /// <summary>Deletes what a desk has made there, and nothing else that may lie in the folder.</summary>
    public void Empty()
    {
        foreach (var folder in new[] { Azurite, Mailbox }.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        foreach (var file in new[] { ProviderState, AppLog, DayCounter }) File.Delete(file);
    }

    public void Dispose() => held.Dispose();

    private string At(string name) => System.IO.Path.Combine(Path, name);

    private static string RepositoryRoot()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "Solde.slnx"))) return folder.FullName;
        }
        return Directory.GetCurrentDirectory();
    }
}
