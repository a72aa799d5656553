using Solde.Functions.Api;
using static Solde.Functions.Failures.FailureClass;

namespace Solde.Functions.Failures;

/// <summary>
/// SEPA direct debits: the external reason codes of ISO 20022 as banks use them for debits. The provider's own codes are in
/// <see cref="BankDebitCodes"/>.
/// </summary>
internal static class SepaDebitCodes
{
    private static readonly Text Refused = new(
        "The customer has refused this debit, or had it refunded by his bank.",
        "Le client a refusé ce prélèvement ou se l'est fait rembourser par sa banque.",
        "O cliente recusou este débito ou pediu o reembolso ao banco.",
        "De klant heeft deze domiciliëring geweigerd of door zijn bank laten terugbetalen.");

    private static readonly Text Hidden = new(
        "The customer's bank may not say why it refused.",
        "La banque du client ne peut pas dire pourquoi elle a refusé.",
        "O banco do cliente não pode dizer porque recusou.",
        "De bank van de klant mag niet zeggen waarom ze weigerde.");

    public static readonly IReadOnlyList<FailureCode> All =
    [
        Funds.Entry("AM04"),

        Account.Entry("AC01"),
        Account.Entry("AC04"),
        Account.Entry("AC13"),
        Account.Entry("AG01"),
        Account.Entry("CNOR"),
        Account.Entry("DNOR"),
        Account.Entry("RC01"),

        Mandate.Entry("AC06"),
        Mandate.Entry("MD01"),
        Mandate.Entry("SL01"),
        Mandate.Entry("SL11"),
        Mandate.Entry("SL12"),

        Limit.Entry("SL13"),
        Limit.Entry("SL14"),

        .. OurMistakes.Select(code => OurData.Entry(code)),

        Dispute.Entry("MD06", Refused),
        Dispute.Entry("MS02", Refused),
        Dispute.Entry("FOCR"),

        Stop.Entry("MD07"),
        Stop.Entry("RR01"),
        Stop.Entry("RR02"),
        Stop.Entry("RR03"),
        Stop.Entry("RR04"),

        Technical.Entry("ED05"),

        Unknown.Entry("MS03", Hidden),
    ];

    /// <summary>Sums, dates, ids that are not unique, wrong elements of a file, changes of a mandate that were not said.</summary>
    private static IReadOnlyList<string> OurMistakes =>
    [
        "AG02", "AM05", "AM09", "AM10", "AM16", "AM17", "AM18", "AM19", "AM20", "BE04", "BE05",
        "CH03", "CH04", "CH09", "CH10", "CH11", "CH12", "CH13", "CH14", "CH15", "CH16", "CH17", "CH19", "CH20", "CH21", "CH22",
        "CURR", "DT01", "DU01", "DU02", "DU03", "DU04", "DU05", "FF01", "FF05", "MD02", "TM01",
    ];
}
