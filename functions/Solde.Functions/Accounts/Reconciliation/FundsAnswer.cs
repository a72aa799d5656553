using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>A payment or a credit as its own view.</summary>
internal static class FundsAnswer
{
    public static Answer Of(IFunds funds) => funds is Credit credit
        ? Answer.Ok(CreditView.Of(credit), AccountsJson.Default.CreditView)
        : Answer.Ok(PaymentView.Of((Payment)funds), AccountsJson.Default.PaymentView);
}
