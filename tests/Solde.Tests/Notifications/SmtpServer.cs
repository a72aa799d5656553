using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Solde.Tests.Notifications;

/// <summary>A mail server on loopback that speaks as much SMTP (RFC 5321) as one mail needs, and keeps what it got.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public SmtpServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running = RunAsync();
    }

    public int Port { get; }

    public List<string> Envelope { get; } = [];

    public List<string> Received { get; } = [];

    /// <summary>The command that is answered 550.</summary>
    public string? Refuses { get; init; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _listener.Stop();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await ConverseAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == Refuses)
            {
                await writer.WriteLineAsync("550 no");
                continue;
            }
            if (verb is "MAIL" or "RCPT")
                Envelope.Add(line);
            await writer.WriteLineAsync(verb switch { "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 ok" });
            if (verb == "DATA")
            {
                Received.Add(await ReadDataAsync(reader));
                await writer.WriteLineAsync("250 taken");
            }
            if (verb == "QUIT")
                return;
        }
    }

    /// <summary>Up to a line with a dot alone; another leading dot was doubled on the way.</summary>
    private async Task<string> ReadDataAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stopping.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }
}
