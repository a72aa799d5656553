using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>A remittance with what it took of each service, voucher by voucher.</summary>
internal static class ReadRemittance
{
    public static async Task<Answer> Handle(string company, string remittance, Command command, AggregateStore<Company> companies)
    {
        var found = await companies.ReadAsync(
            command.Organisation, company, command.CancellationToken, [Company.RemittancePrefix + remittance]);
        if (!found.Remittances.TryGetValue(remittance, out var known))
            return CommonRefusals.NotFound;
        var whole = await companies.ReadWholeAsync(
            command.Organisation, company, [$"{Company.TakenPrefix}{remittance}|"], command.CancellationToken);
        return Answer.Ok(
            new RemittanceDetailsView(RemittanceView.Of(known), [.. whole.Taken.Values.SelectMany(Views)]),
            VouchersJson.Default.RemittanceDetailsView);
    }

    private static IEnumerable<TakenServiceView> Views(TakenPart part) => part.Services.Select(service => new TakenServiceView(
        part.Wallet, service.Service, service.Vouchers, service.Amount, [.. service.Runs.Select(RunView.Of)]));
}
