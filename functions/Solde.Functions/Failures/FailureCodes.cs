using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Failures;

/// <summary>A scheme's code, the class it belongs to, and finer words than the class has where it deserves them.</summary>
internal sealed record FailureCode(string Scheme, string Code, FailureClass Class, Text? Words = null)
{
    public Text Meaning => Words ?? Class.Meaning;
}

/// <summary>Every scheme's codes. One that is not among them is unknown, never an error (PAY-13).</summary>
internal static class FailureCodes
{
    public const string Febraban = "febraban";

    /// <summary>Refunds that did not arrive: the same words mean something else on the way back.</summary>
    public const string Refund = "refund";

    public static readonly IReadOnlyList<string> Schemes =
        [PaymentMethods.Card, PaymentMethods.AcssDebit, PaymentMethods.SepaDebit, Febraban, Refund];

    public static readonly IReadOnlyList<FailureCode> All =
    [
        .. CardCodes.All.Select(entry => entry with { Scheme = PaymentMethods.Card }),
        .. AcssDebitCodes.All.Concat(BankDebitCodes.All).Select(entry => entry with { Scheme = PaymentMethods.AcssDebit }),
        .. SepaDebitCodes.All.Concat(BankDebitCodes.All).Select(entry => entry with { Scheme = PaymentMethods.SepaDebit }),
        .. FebrabanCodes.All.Select(entry => entry with { Scheme = Febraban }),
        .. RefundCodes.All.Select(entry => entry with { Scheme = Refund }),
    ];

    private static readonly Dictionary<(string Scheme, string Code), FailureCode> ByCode =
        All.ToDictionary(entry => (entry.Scheme, entry.Code));

    /// <param name="scheme">A payment method, or one of the other <see cref="Schemes"/>.</param>
    public static FailureCode Of(string scheme, string code) =>
        ByCode.GetValueOrDefault((scheme, code)) ?? new FailureCode(scheme, code, FailureClass.Unknown);

    /// <summary>Where nobody says by which scheme it failed: the first one that has the code.</summary>
    public static FailureCode Of(string code) =>
        Schemes.Select(scheme => Of(scheme, code)).FirstOrDefault(entry => entry.Class != FailureClass.Unknown) ?? Of("", code);

    public static FailureCode Entry(this FailureClass failure, string code, Text? words = null) => new("", code, failure, words);
}
