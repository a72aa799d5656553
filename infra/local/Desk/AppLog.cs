namespace Solde.Local.Desk;

/// <summary>What the app and its host say, in a file: the console is for the report.</summary>
internal sealed class AppLog(string path) : IAsyncDisposable
{
    private readonly TextWriter writer = TextWriter.Synchronized(new StreamWriter(path, append: true) { AutoFlush = true });

    public void Write(string line) => writer.WriteLine(line);

    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
