using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Insurance;

/// <summary>A provider's insurance balance over all certificates; 0 for an account without any (INS-01).</summary>
internal static class ReadProvider
{
    public static async Task<Answer> Handle(
        string account,
        Command command,
        AggregateStore<ProviderInsurance> insurance,
        IInvoicing invoicing,
        IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        if (await invoicing.OpenAsync(command.Organisation, account, command.CancellationToken) is not { } open)
            return CommonRefusals.NotFound;
        var found = await insurance.ReadAsync(command.Organisation, account, command.CancellationToken);
        var balance = InsuranceBalance.Of(found.Endorsements.Values, open, profile.Currency);
        return Answer.Ok(
            new ProviderView(account, balance, found.Certificates.Count, found.Endorsements.Count), InsuranceJson.Default.ProviderView);
    }
}

internal sealed record ProviderView(string Account, InsuranceBalance Balance, int Certificates, int Endorsements);
