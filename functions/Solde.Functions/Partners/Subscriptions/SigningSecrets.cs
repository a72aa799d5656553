using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Solde.Functions.Partners;

/// <summary>
/// The secrets that sign what goes to partners. Derived from the installation's signing key and the secret's number, so none is stored:
/// who reads the tables or their backups can sign nothing.
/// </summary>
/// <param name="signingKey">That it is long enough is checked when the app starts.</param>
internal sealed class SigningSecrets(string signingKey)
{
    /// <summary>So long a rolled secret goes on signing beside the new one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private readonly byte[] _key = Encoding.UTF8.GetBytes(signingKey);

    /// <summary>The newest one, for the eyes of whoever made it.</summary>
    public string Of(string organisation, EventSubscription subscription) => Of(organisation, subscription.Id, subscription.Secret);

    /// <summary>Newest first; two while one is rolled.</summary>
    public IEnumerable<string> InForce(string organisation, EventSubscription subscription, DateTimeOffset now)
    {
        yield return Of(organisation, subscription);
        if (now < subscription.OlderSecretUntil)
            yield return Of(organisation, subscription.Id, subscription.Secret - 1);
    }

    private string Of(string organisation, string subscription, int number)
    {
        var name = Encoding.UTF8.GetBytes($"partner\n{organisation}\n{subscription}\n{number}");
        return "solde_whsec_" + Base64Url.EncodeToString(HMACSHA256.HashData(_key, name));
    }
}
