using System.Net;
using Solde.Functions.Api;

namespace Solde.Functions.Partners;

/// <summary>What a subscription may ask for. Where its name leads is looked at with each call, see <see cref="EventSender"/>.</summary>
internal static class SubscriptionCheck
{
    private const int MaxUrlLength = 500;

    private static readonly Text NotHttps = new(
        "must be an https address without user, password or fragment",
        "doit être une adresse https sans utilisateur, mot de passe ni fragment",
        "deve ser um endereço https sem utilizador, palavra-passe nem fragmento",
        "moet een https-adres zonder gebruiker, wachtwoord of fragment zijn");

    private static readonly Text NotPublic = new(
        "is not reachable from the public internet",
        "n'est pas accessible depuis l'internet public",
        "não é acessível a partir da internet pública",
        "is niet bereikbaar vanaf het openbare internet");

    public static FieldErrors Check(string? url, IReadOnlyList<string>? types, string? description, PartnerSettings settings)
    {
        var errors = new FieldErrors();
        errors.Text("url", url, MaxUrlLength);
        if (!errors.Any)
            CheckUrl(url!, settings, errors);
        errors.Items("types", types, 1, PartnerEventTypes.All.Count);
        for (var i = 0; i < types?.Count; i++)
            errors.OneOf($"types[{i}]", types[i], PartnerEventTypes.All);
        errors.Text("description", description, FieldErrors.NameLength, needed: false);
        return errors;
    }

    private static void CheckUrl(string url, PartnerSettings settings, FieldErrors errors)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (settings.AllowsLoopback && address.Scheme == Uri.UriSchemeHttp))
            || address.UserInfo.Length > 0
            || address.Fragment.Length > 0)
            errors.Add("url", NotHttps);
        else if (IPAddress.TryParse(address.DnsSafeHost, out var ip) && !settings.MayReach(ip))
            errors.Add("url", NotPublic);
    }
}
