using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>A quota's mandates as they were asked for, all or those in a state.</summary>
internal static class ListMandates
{
    public static async Task<Answer> Handle(
        string group, string quota, string? state, string? order, string? cursor, int? limit, Command command, QuotaStore quotas)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, MandateStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (await quotas.FindAsync(command.Organisation, group, quota, command.CancellationToken) is not { } found)
            return CommonRefusals.NotFound;
        var mandates = found.Mandates.Where(mandate => state is null || mandate.State == state);
        return Cursor.Answer(
            Cursor.Page(mandates, mandate => mandate.Id, list.After, list.Limit, list.NewestFirst), DebitsJson.Default.PageMandate);
    }
}
