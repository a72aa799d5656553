using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Insurance;

/// <summary>A certificate with what is asked for it (INS-05).</summary>
internal static class ReadCertificate
{
    public static async Task<Answer> Handle(
        string account,
        string certificate,
        Command command,
        AggregateStore<ProviderInsurance> insurance,
        IInvoicing invoicing,
        IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var found = await insurance.ReadAsync(command.Organisation, account, command.CancellationToken);
        if (!found.Certificates.TryGetValue(certificate, out var known))
            return CommonRefusals.NotFound;
        var open = await invoicing.OpenAsync(command.Organisation, account, command.CancellationToken);
        var balance = InsuranceBalance.Of(found.EndorsementsOf(certificate), open!, profile.Currency);
        return Answer.Ok(CertificateView.Of(known, balance), InsuranceJson.Default.CertificateView);
    }
}
