using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class ReadCompany
{
    public static async Task<Answer> Handle(string company, Command command, AggregateStore<Company> companies)
    {
        var found = await companies.ReadAsync(command.Organisation, company, command.CancellationToken);
        return found.Exists ? ChangeCompany.View(found) : CommonRefusals.NotFound;
    }
}
