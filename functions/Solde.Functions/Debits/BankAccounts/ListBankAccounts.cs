using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The member's bank accounts as they were added, their numbers masked (COM-12).</summary>
internal static class ListBankAccounts
{
    public static async Task<Answer> Handle(
        string group, string quota, string? order, string? cursor, int? limit, Command command, QuotaStore quotas)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (await quotas.FindAsync(command.Organisation, group, quota, command.CancellationToken) is not { } found)
            return CommonRefusals.NotFound;
        var page = Cursor.Page(
            found.BankAccounts.Select(BankAccountView.Of), account => account.Id, list.After, list.Limit, list.NewestFirst);
        return Cursor.Answer(page, DebitsJson.Default.PageBankAccountView);
    }
}
