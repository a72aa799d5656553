using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class ReadPickUp
{
    public static async Task<Answer> Handle(string company, string pickUp, Command command, AggregateStore<Company> companies)
    {
        var found = await companies.ReadAsync(
            command.Organisation, company, command.CancellationToken, [Company.PickUpPrefix + pickUp]);
        return found.PickUps.TryGetValue(pickUp, out var known)
            ? Answer.Ok(PickUpView.Of(known), VouchersJson.Default.PickUpView)
            : CommonRefusals.NotFound;
    }
}
