using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The company asks for what one service has so far, fully paid or not: a remittance of one (VOU-07).</summary>
internal static class AskReimbursement
{
    public static async Task<Answer> Handle(
        string wallet,
        string service,
        Command command,
        AggregateStore<Company> companies,
        WalletDocuments documents,
        VoucherTerms terms)
    {
        var found = await documents.FindServiceAsync(command.Organisation, wallet, service, command.CancellationToken);
        if (found is null)
            return CommonRefusals.NotFound;
        var moment = await terms.NowAsync(command);
        var wish = RemittanceWish.Of(found.PartsToAsk.Any() ? [new ServiceName(wallet, service)] : []);
        var id = IdempotencyKey.NewId("rem");
        return await companies.ChangeAsync(
            found.Company, command, company => MakeRemittance.Decide(company, id, wish, leftOver: 0, moment));
    }
}
