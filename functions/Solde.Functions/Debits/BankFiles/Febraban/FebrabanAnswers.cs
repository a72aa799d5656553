using Solde.Functions.Api;
using Solde.Functions.Failures;

namespace Solde.Functions.Debits;

/// <summary>What a return code of record F means where it is no failed debit; those are in <see cref="FebrabanCodes"/>.</summary>
/// <param name="Mandate">One of <see cref="MandateEffects"/>; null where the code is not about the mandate.</param>
/// <param name="Class">Why a registration was refused.</param>
internal sealed record FebrabanAnswer(string Code, string Outcome, Text Meaning, string? Mandate = null, FailureClass? Class = null);

internal static class FebrabanAnswers
{
    private static readonly Text NotRegistered = new(
        "The bank did not register the mandate: the account is not valid.",
        "La banque n'a pas enregistré le mandat : le compte n'est pas valide.",
        "O banco não cadastrou a autorização: a conta não é válida.",
        "De bank heeft het mandaat niet geregistreerd: de rekening is niet geldig.");

    private static readonly Text WrongOption = new(
        "The bank did not register the mandate: one of its options is not valid.",
        "La banque n'a pas enregistré le mandat : une de ses options n'est pas valide.",
        "O banco não cadastrou a autorização: uma das opções não é válida.",
        "De bank heeft het mandaat niet geregistreerd: een van de opties is niet geldig.");

    public static readonly IReadOnlyList<FebrabanAnswer> All =
    [
        new("00", ReturnOutcomes.Paid, new Text("Debited.", "Débité.", "Débito efetuado.", "Gedebiteerd.")),
        // A local holiday: it was done, though many programs take it for a failure.
        new("31", ReturnOutcomes.PaidOnOtherDate, new Text(
            "Debited on another day: a holiday there.",
            "Débité un autre jour : férié sur place.",
            "Débito efetuado em outra data: feriado local.",
            "Op een andere dag gedebiteerd: een feestdag ter plaatse.")),
        new("DP", ReturnOutcomes.PaidInPart, new Text(
            "Debited in part; the rest is still owed.",
            "Débité en partie; le reste est encore dû.",
            "Débito efetuado parcialmente; o resto continua em aberto.",
            "Gedeeltelijk gedebiteerd; de rest is nog verschuldigd.")),
        new("99", ReturnOutcomes.Cancelled, new Text(
            "Cancelled as asked.", "Annulé comme demandé.", "Cancelado conforme solicitado.", "Geannuleerd zoals gevraagd.")),
        new("97", ReturnOutcomes.CancellationRefused, new Text(
            "Not cancelled: the bank does not find the debit.",
            "Non annulé : la banque ne trouve pas le débit.",
            "Não cancelado: o banco não encontra o débito.",
            "Niet geannuleerd: de bank vindt de debitering niet.")),
        new("98", ReturnOutcomes.CancellationRefused, new Text(
            "Not cancelled: it came too late, the debit will still be done.",
            "Non annulé : demande tardive, le débit aura lieu.",
            "Não cancelado: fora do prazo, o débito ainda será efetuado.",
            "Niet geannuleerd: te laat, de debitering gaat nog door.")),
        new("96", ReturnOutcomes.Registration, new Text(
            "The mandate is kept alive.", "Le mandat est maintenu.", "Autorização mantida.", "Het mandaat blijft bestaan."),
            MandateEffects.KeptAlive),
        new("CF", ReturnOutcomes.Registration, new Text(
            "The mandate is registered.", "Le mandat est enregistré.", "Cadastro efetuado.", "Het mandaat is geregistreerd."),
            MandateEffects.Activated),
        new("CE", ReturnOutcomes.Registration, new Text(
            "The mandate was registered already.",
            "Le mandat était déjà enregistré.",
            "A autorização já estava cadastrada.",
            "Het mandaat was al geregistreerd."),
            MandateEffects.AlreadyActive),
        new("CD", ReturnOutcomes.Registration, new Text(
            "The customer has cancelled the mandate at his bank.",
            "Le client a annulé le mandat à sa banque.",
            "O cliente cancelou a autorização no seu banco.",
            "De klant heeft het mandaat bij zijn bank opgezegd."),
            MandateEffects.Cancelled),
        Refused("NC", NotRegistered, FailureClass.Account),
        Refused("CH", WrongOption, FailureClass.OurData),
        Refused("PV", WrongOption, FailureClass.OurData),
        Refused("DT", WrongOption, FailureClass.OurData),
        Refused("OP", WrongOption, FailureClass.OurData),
    ];

    private static readonly Dictionary<string, FebrabanAnswer> ByCode = All.ToDictionary(answer => answer.Code, StringComparer.Ordinal);

    /// <param name="movement">0 a debit, 1 a cancellation, 5 a registration: the same code says something else of each.</param>
    public static FebrabanAnswer Of(string code, char movement)
    {
        var known = ByCode.GetValueOrDefault(code);
        var failure = FailureCodes.Of(FailureCodes.Febraban, code);
        var fails = failure.Class != FailureClass.Unknown || FebrabanCodes.All.Any(entry => entry.Code == code);
        return (movement, known) switch
        {
            ('1', { Outcome: ReturnOutcomes.Cancelled or ReturnOutcomes.CancellationRefused }) => known,
            ('5', { Mandate: not null }) => known,
            ('5', null) when fails => new(code, ReturnOutcomes.Registration, failure.Meaning, MandateEffects.Refused, failure.Class),
            // Some banks answer a cancellation or a keep-alive under the movement of a debit.
            ('0', not null) => known,
            ('0', null) when fails => new(code, ReturnOutcomes.Failed, failure.Meaning, null, failure.Class),
            _ => new(code, ReturnOutcomes.Unknown, FailureClass.Unknown.Meaning, null, FailureClass.Unknown),
        };
    }

    private static FebrabanAnswer Refused(string code, Text meaning, FailureClass why) =>
        new(code, ReturnOutcomes.Registration, meaning, MandateEffects.Refused, why);
}
