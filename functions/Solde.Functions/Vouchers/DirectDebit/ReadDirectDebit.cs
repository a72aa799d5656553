using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The direct debit that is asked for or signed; one that was cancelled is in the journal.</summary>
internal static class ReadDirectDebit
{
    public static async Task<Answer> Handle(string company, Command command, AggregateStore<Company> companies)
    {
        var found = await companies.ReadAsync(command.Organisation, company, command.CancellationToken);
        return found.LiveMandate is { } mandate
            ? Answer.Ok(MandateView.Of(mandate), VouchersJson.Default.MandateView)
            : CommonRefusals.NotFound;
    }
}
