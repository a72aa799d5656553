namespace Solde.Functions.Ledger;

/// <summary>The ways to pay online. An organisation names its offline ones itself.</summary>
public static class PaymentMethods
{
    public const string Card = "card";

    /// <summary>E-cheque in Canada: a pre-authorised debit.</summary>
    public const string AcssDebit = "acss_debit";

    /// <summary>E-cheque in euro.</summary>
    public const string SepaDebit = "sepa_debit";

    public static readonly IReadOnlyList<string> Online = [Card, AcssDebit, SepaDebit];

    /// <summary>Moved by banks, on the days on which they are open.</summary>
    public static bool IsBankDebit(string method) => method is AcssDebit or SepaDebit;

    public static bool IsOnline(string method) => method is Card or AcssDebit or SepaDebit;
}
