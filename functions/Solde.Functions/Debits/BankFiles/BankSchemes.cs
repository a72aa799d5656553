namespace Solde.Functions.Debits;

/// <summary>The clearing rules under which a bank takes debits.</summary>
internal static class BankSchemes
{
    /// <summary>Débito automático in Brazil, records of 150 positions.</summary>
    public const string Febraban = "febraban150";

    /// <summary>SEPA direct debit, pain.008.001.08.</summary>
    public const string Sepa = "sepa";

    /// <summary>Pre-authorised debits in Canada, CPA Standard 005.</summary>
    public const string Cpa = "cpa005";

    public static readonly IReadOnlyList<string> All = [Febraban, Sepa, Cpa];
}
