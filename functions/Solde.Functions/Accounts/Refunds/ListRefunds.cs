using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>An account's refunds, oldest or newest first, by state (COM-09).</summary>
internal static class ListRefunds
{
    public static async Task<Answer> Handle(
        string account,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AccountDocuments documents)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, RefundStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var refunds = documents.RefundsAsync(command.Organisation, account, list.ReadAfter, command.CancellationToken)
            .Where(refund => state is null || refund.State == state);
        return await documents.AnswerAsync(
            account, list, refunds, refund => refund.Id, RefundView.Of, AccountsJson.Default.PageRefundView, command);
    }
}
