using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>A company's services over all wallets by state, status, day and wallet, oldest day or latest change first (COM-09).</summary>
internal static class ListCompanyServices
{
    private const string OldestDay = "oldest";
    private const string LatestChange = "latest_change";

    public static async Task<Answer> Handle(
        string company,
        string? state,
        int? status,
        string? wallet,
        DateOnly? from,
        DateOnly? to,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        CompanyServices services,
        JournalReader journal)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, ServiceStates.All, needed: false);
        errors.OneOf("status", status?.ToString(), [.. ServiceStatus.All.Select(known => known.Code.ToString())], needed: false);
        errors.Id("wallet", wallet, needed: false);
        errors.Day("from", from);
        errors.Day("to", to);
        errors.OneOf("order", order, [OldestDay, LatestChange], needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (await journal.NewestAsync<Company>(command.Organisation, company, command.CancellationToken) == 0)
            return CommonRefusals.NotFound;
        var filter = new ServiceFilter(state, status, wallet, from, to, order == LatestChange);
        var page = await services.PageAsync(command.Organisation, company, filter, after, size, command.CancellationToken);
        return Cursor.Answer(
            new Page<CompanyServiceView>([.. page.Items.Select(shown => CompanyServiceView.Of(shown, command.Language))], page.Next),
            VouchersJson.Default.PageCompanyServiceView);
    }
}
