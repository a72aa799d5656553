using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>An account's payments, oldest or newest first, by state and method (COM-09).</summary>
internal static class ListPayments
{
    public static async Task<Answer> Handle(
        string account,
        string? state,
        string? method,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AccountDocuments documents,
        IFailureMeanings meanings)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, PaymentStates.All, needed: false);
        errors.Id("method", method, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var payments = documents.PaymentsAsync(command.Organisation, account, list.ReadAfter, command.CancellationToken)
            .Where(payment => (state is null || payment.State == state) && (method is null || payment.Method == method));
        return await documents.AnswerAsync(
            account, list, payments, payment => payment.Id, payment => PaymentView.Of(payment, code => meanings.Of(code, command.Language)), AccountsJson.Default.PagePaymentView, command);
    }
}
