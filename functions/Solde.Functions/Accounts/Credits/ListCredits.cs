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
        AccountDocuments documents)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var credits = documents.CreditsAsync(command.Organisation, account, list.ReadAfter, command.CancellationToken)
            .Where(credit => left is null || credit.Left.IsPositive == left);
        return await documents.AnswerAsync(
            account, list, credits, credit => credit.Id, CreditView.Of, AccountsJson.Default.PageCreditView, command);
    }
}
