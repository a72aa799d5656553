using Solde.Functions.Api;

namespace Solde.Functions.Payments;

/// <summary>What an object at the provider says about whose it is here.</summary>
internal sealed record ProviderMetadata(string OrganisationId, string AccountId, string PaymentId)
{
    public const string Organisation = "metadata[organisation]";
    public const string Account = "metadata[account]";
    public const string Payment = "metadata[payment]";

    public static ProviderMetadata? Of(Dictionary<string, string>? metadata) =>
        metadata is not null
        && metadata.TryGetValue("organisation", out var organisation)
        && metadata.TryGetValue("account", out var account)
        && metadata.TryGetValue("payment", out var payment)
        && Ids.IsValid(organisation) && Ids.IsValid(account) && Ids.IsValid(payment)
            ? new ProviderMetadata(organisation, account, payment)
            : null;
}
