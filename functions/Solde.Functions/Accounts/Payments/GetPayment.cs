using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class GetPayment
{
    public static async Task<Answer> Handle(
        string account, string payment, Command command, AggregateStore<Account> accounts, IFailureMeanings meanings)
    {
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.PaymentRow(payment)]);
        return found.Payments.TryGetValue(payment, out var document)
            ? Answer.Ok(PaymentView.Of(document, code => meanings.Of(code, command.Language)), AccountsJson.Default.PaymentView)
            : CommonRefusals.NotFound;
    }
}
