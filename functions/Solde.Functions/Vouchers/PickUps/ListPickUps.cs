using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>A company's pick-ups, oldest or newest first, by state (COM-09).</summary>
internal static class ListPickUps
{
    public static async Task<Answer> Handle(
        string company, string? state, string? order, string? cursor, int? limit, Command command, AggregateStore<Company> companies)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, PickUpStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var found = await companies.ReadWholeAsync(command.Organisation, company, [Company.PickUpPrefix], command.CancellationToken);
        if (!found.Exists)
            return CommonRefusals.NotFound;
        var pickUps = found.PickUps.Values.Where(pickUp => state is null || pickUp.State == state).Select(PickUpView.Of);
        return Cursor.Answer(
            Cursor.Page(pickUps, pickUp => pickUp.Id, list.After, list.Limit, list.NewestFirst), VouchersJson.Default.PagePickUpView);
    }
}
