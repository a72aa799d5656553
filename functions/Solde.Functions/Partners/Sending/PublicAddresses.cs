using System.Net;
using System.Net.Sockets;

namespace Solde.Functions.Partners;

/// <summary>
/// Addresses of the public internet. A partner chooses where we send, so everything that leads inside is left out: loopback, private,
/// link-local (where clouds answer with credentials), shared, multicast, and ways to write an IPv4 address in an IPv6 one.
/// </summary>
internal static class PublicAddresses
{
    /// <summary>IANA's special-purpose registry, and the address by which Azure speaks to its own machines.</summary>
    private static readonly IPNetwork[] NotPublicV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32");

    /// <summary>What IPv6 gives to machines of the internet; all other is something special.</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>Protocols' own (Teredo among them), 6to4, documentation.</summary>
    private static readonly IPNetwork[] NotPublicV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public static bool Has(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !NotPublicV4.Any(network => network.Contains(address))
            : GlobalV6.Contains(address) && !NotPublicV6.Any(network => network.Contains(address));
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
