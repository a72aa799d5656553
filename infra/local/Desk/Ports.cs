using System.Net;
using System.Net.Sockets;

namespace Solde.Local.Desk;

/// <summary>The usual port of a service where it is free, any free one where it is taken.</summary>
internal static class Ports
{
    /// <param name="usual">0 leaves the choice to whoever opens the port.</param>
    public static int Choose(string service, int usual)
    {
        if (usual == 0 || IsFree(usual)) return usual;
        var free = AnyFree();
        Console.WriteLine($"Port {usual} is taken: {service} uses {free} this time.");
        return free;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
