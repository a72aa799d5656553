using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>An account's credit notes, oldest or newest first (COM-09).</summary>
internal static class ListCredits
{
    /// <param name="left">True for those that can still be used only.</param>
    public static async Task<Answer> Handle(
        string account,
        bool? left,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AccountDocuments documents,
        AggregateStore<Account> accounts)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var credits = documents.CreditsAsync(command.Organisation, account, list.ReadAfter, command.CancellationToken)
            .Where(credit => left is null || credit.Left.IsPositive == left);
        var page = await list.PageAsync(credits, credit => credit.Id, command.CancellationToken);
        if (page.Items.Count == 0 && !(await accounts.ReadAsync(command.Organisation, account, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;
        return Cursor.Answer(new Page<CreditView>([.. page.Items.Select(CreditView.Of)], page.Next), AccountsJson.Default.PageCreditView);
    }
}
