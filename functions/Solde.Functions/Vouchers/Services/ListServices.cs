using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>A wallet's services, oldest or newest first, all, those in one state or those of one company (COM-09).</summary>
internal static class ListServices
{
    public static async Task<Answer> Handle(
        string wallet,
        string? state,
        string? company,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        WalletDocuments documents,
        AggregateStore<Wallet> wallets)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, ServiceStates.All, needed: false);
        errors.Id("company", company, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (!(await wallets.ReadAsync(command.Organisation, wallet, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;

        var services = documents.ServicesAsync(command.Organisation, wallet, list.ReadAfter, command.CancellationToken)
            .Where(service => (state is null || service.State == state) && (company is null || service.Company == company));
        var page = await list.PageAsync(services, service => service.Id, command.CancellationToken);
        return Cursor.Answer(
            new Page<ServiceView>([.. page.Items.Select(ServiceView.Of)], page.Next), VouchersJson.Default.PageServiceView);
    }
}
