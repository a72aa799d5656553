using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>A company's remittances by kind and state, oldest or newest first (COM-09). People make them, so they are never many.</summary>
internal static class ListRemittances
{
    public static async Task<Answer> Handle(
        string company,
        string? kind,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<Company> companies)
    {
        var errors = new FieldErrors();
        errors.OneOf("kind", kind, RemittanceKinds.All, needed: false);
        errors.OneOf("state", state, RemittanceStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var found = await companies.ReadWholeAsync(command.Organisation, company, [Company.RemittancePrefix], command.CancellationToken);
        if (!found.Exists)
            return CommonRefusals.NotFound;
        var remittances = found.Remittances.Values
            .Where(remittance => (kind is null || remittance.Kind == kind) && (state is null || remittance.State == state))
            .Select(RemittanceView.Of);
        return Cursor.Answer(
            Cursor.Page(remittances, remittance => remittance.Id, list.After, list.Limit, list.NewestFirst),
            VouchersJson.Default.PageRemittanceView);
    }
}
