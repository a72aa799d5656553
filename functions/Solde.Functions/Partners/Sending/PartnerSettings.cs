using System.Globalization;
using System.Net;

namespace Solde.Functions.Partners;

/// <summary>How partners may be reached.</summary>
/// <param name="AllowsLoopback">Plain http and this machine's own addresses too: for a desk and for tests.</param>
/// <param name="Timeout">So long a partner may take to answer.</param>
internal sealed record PartnerSettings(bool AllowsLoopback, TimeSpan Timeout)
{
    /// <summary>Reads the optional <c>Partners:AllowLoopback</c> and <c>Partners:TimeoutSeconds</c>.</summary>
    public static PartnerSettings From(IConfiguration configuration) => new(
        configuration["Partners:AllowLoopback"] == "true",
        TimeSpan.FromSeconds(int.Parse(configuration["Partners:TimeoutSeconds"] ?? "10", CultureInfo.InvariantCulture)));

    public bool MayReach(IPAddress address) => PublicAddresses.Has(address) || (AllowsLoopback && IPAddress.IsLoopback(address));
}
