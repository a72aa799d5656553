using System.Net;
using System.Net.Sockets;

namespace Solde.Benchmarks.Webhook;

/// <summary>
/// Ready-made requests over a few kept connections, one after the other on each. Bare sockets: HttpClient would take more of
/// the processor than what is measured, and make everything look alike.
/// </summary>
/// <param name="expected">Bytes that each answer must hold; anything else ends the run.</param>
internal sealed class Load(int port, IReadOnlyList<byte[]> requests, byte[] expected, int connections)
{
    private int _left;

    public async Task RunAsync(int total)
    {
        _left = total;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(SendAsync)));
    }

    private async Task SendAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var buffer = new byte[64 * 1024];
        int turn;
        while ((turn = Interlocked.Decrement(ref _left)) >= 0)
        {
            await socket.SendAsync(requests[turn % requests.Count]);
            var length = 0;
            while (!IsWhole(buffer.AsSpan(0, length)))
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length));
                if (received == 0)
                    throw new InvalidOperationException("The connection ended within an answer.");
                length += received;
            }
            if (buffer.AsSpan(0, length).IndexOf(expected) < 0)
                throw new InvalidOperationException("Another answer was expected: " + System.Text.Encoding.UTF8.GetString(buffer, 0, length));
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = answer[..(end + 2)];
        var at = head.IndexOf("Content-Length: "u8);
        if (at >= 0)
        {
            return System.Buffers.Text.Utf8Parser.TryParse(head[(at + "Content-Length: ".Length)..], out int length, out _) && answer.Length >= end + 4 + length;
        }
        return head.IndexOf("Transfer-Encoding: chunked"u8) < 0 || answer.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
