using Solde.Local.Provider;

namespace Solde.Tests.Harness;

/// <summary>Bank accounts at the provider's sandbox, which settle as their numbers say.</summary>
internal static class Bank
{
    public const string Pays = "000123456789";
    public const string IsEmpty = "000222222227";

    private const string Holder = "billing_details[name]=Ana&billing_details[email]=ana@example.org";

    /// <summary>A Canadian account, ready to be saved for e-cheques.</summary>
    public static async Task<string> CanadianAccountAsync(this ProviderSandbox provider, string number = Pays) => (await provider.CallAsync(
        "/v1/payment_methods",
        $"type=acss_debit&acss_debit[account_number]={number}&acss_debit[institution_number]=000&acss_debit[transit_number]=11000&{Holder}")).Id();

    public static async Task<string> EuropeanAccountAsync(this ProviderSandbox provider, string iban) =>
        (await provider.CallAsync("/v1/payment_methods", $"type=sepa_debit&sepa_debit[iban]={iban}&{Holder}")).Id();
}
