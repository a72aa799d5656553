namespace Solde.Functions.Debits;

/// <summary>What writes, checks and reads under an agreement.</summary>
internal static class BankFiles
{
    public static IBankFileWriter Writer(BankAgreement agreement) => agreement.Scheme switch
    {
        BankSchemes.Febraban => new FebrabanWriter(agreement),
        BankSchemes.Sepa => new SepaWriter(agreement),
        BankSchemes.Cpa => new CpaWriter(agreement),
        _ => throw new InvalidOperationException($"Scheme {agreement.Scheme} has no files."),
    };

    public static IBankFileCheck Check(BankAgreement agreement) => agreement.Scheme switch
    {
        BankSchemes.Febraban => new FebrabanCheck(agreement),
        BankSchemes.Sepa => new SepaCheck(agreement),
        BankSchemes.Cpa => new CpaCheck(agreement),
        _ => throw new InvalidOperationException($"Scheme {agreement.Scheme} has no files."),
    };

    public static IReturnFileReader Reader(BankAgreement agreement) => agreement.Scheme switch
    {
        BankSchemes.Febraban => new FebrabanReader(agreement),
        BankSchemes.Sepa => new StatusReportReader(),
        BankSchemes.Cpa => new CpaReader(agreement),
        _ => throw new InvalidOperationException($"Scheme {agreement.Scheme} has no files."),
    };
}
