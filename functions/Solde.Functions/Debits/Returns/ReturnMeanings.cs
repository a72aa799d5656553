using Solde.Functions.Api;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What came of a try, in words: the bank's code with its meaning, in the reader's language (DEB-21).</summary>
internal static class ReturnMeanings
{
    private static readonly Dictionary<string, Text> ByOutcome = new(StringComparer.Ordinal)
    {
        [ReturnOutcomes.Paid] = new("Debited.", "Débité.", "Débito efetuado.", "Gedebiteerd."),
        [ReturnOutcomes.PaidOnOtherDate] = new(
            "Debited on another day.", "Débité un autre jour.", "Débito efetuado em outra data.", "Op een andere dag gedebiteerd."),
        [ReturnOutcomes.PaidInPart] = new(
            "Debited in part; the rest is still owed.",
            "Débité en partie; le reste est encore dû.",
            "Débito efetuado parcialmente; o resto continua em aberto.",
            "Gedeeltelijk gedebiteerd; de rest is nog verschuldigd."),
        [ReturnOutcomes.Cancelled] = new(
            "Cancelled as asked.", "Annulé comme demandé.", "Cancelado conforme solicitado.", "Geannuleerd zoals gevraagd."),
        [ReturnOutcomes.CancellationRefused] = new(
            "Not cancelled: too late, or the bank does not find the debit.",
            "Non annulé : demande tardive, ou débit introuvable à la banque.",
            "Não cancelado: fora do prazo, ou o banco não encontra o débito.",
            "Niet geannuleerd: te laat, of de bank vindt de debitering niet."),
        [ReturnOutcomes.Registration] = new(
            "The bank says how the mandate stands.",
            "La banque dit où en est le mandat.",
            "O banco informa a situação da autorização.",
            "De bank zegt hoe de machtiging ervoor staat."),
        [ReturnOutcomes.Accepted] = new(
            "The bank has taken it; nothing is debited yet.",
            "La banque l'a accepté; rien n'est encore débité.",
            "O banco aceitou; ainda nada foi debitado.",
            "De bank heeft het aanvaard; er is nog niets gedebiteerd."),
    };

    /// <param name="scheme">One of <see cref="BankSchemes"/>.</param>
    /// <param name="outcome">One of <see cref="ReturnOutcomes"/>.</param>
    /// <param name="code">Empty where the bank gave none.</param>
    public static Text Of(string scheme, string outcome, string code)
    {
        if (outcome == ReturnOutcomes.Failed)
            return FailureCodes.Of(CodesOf(scheme), code).Meaning;
        var answer = scheme == BankSchemes.Febraban
            ? FebrabanAnswers.All.FirstOrDefault(known => known.Code == code && known.Outcome == outcome)
            : null;
        return answer?.Meaning ?? ByOutcome.GetValueOrDefault(outcome) ?? FailureClass.Unknown.Meaning;
    }

    /// <summary>Where the codes of a scheme are kept: see <see cref="FailureCodes.Schemes"/>.</summary>
    public static string CodesOf(string scheme) => scheme switch
    {
        BankSchemes.Sepa => PaymentMethods.SepaDebit,
        BankSchemes.Cpa => PaymentMethods.AcssDebit,
        _ => FailureCodes.Febraban,
    };
}
