using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

internal static class ReadEndorsement
{
    public static async Task<Answer> Handle(
        string account, string certificate, string endorsement, Command command, AggregateStore<ProviderInsurance> insurance)
    {
        var found = await insurance.ReadAsync(command.Organisation, account, command.CancellationToken);
        return found.Find(certificate, endorsement) is { } known
            ? Answer.Ok(EndorsementView.Of(known), InsuranceJson.Default.EndorsementView)
            : CommonRefusals.NotFound;
    }
}
