using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class ReadService
{
    public static async Task<Answer> Handle(string wallet, string service, Command command, WalletDocuments documents)
    {
        var found = await documents.FindServiceAsync(command.Organisation, wallet, service, command.CancellationToken);
        return found is null ? CommonRefusals.NotFound : Answer.Ok(ServiceView.Of(found), VouchersJson.Default.ServiceView);
    }
}
