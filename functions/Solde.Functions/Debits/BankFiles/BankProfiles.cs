namespace Solde.Functions.Debits;

/// <summary>How each bank reads its scheme, in one place. docs/bank-files.md says what must be asked before a first file.</summary>
internal static class BankProfiles
{
    public static readonly IReadOnlyList<BankProfile> All =
    [
        // Of no bank in particular: what most public programs write.
        new FebrabanProfile("febraban-04", null, "04"),
        new FebrabanProfile("febraban-05", null, "05"),
        new FebrabanProfile("febraban-08", null, "08"),
        new FebrabanProfile("banco-do-brasil", "001", "04")
        {
            CustomerIdHasZeros = true,
            Service = "DÉBITO AUTOMÁTICO",
            MarksTrials = true,
        },
        new FebrabanProfile("banrisul", "041", "05"),
        new FebrabanProfile("caixa", "104", "04") { Service = "DEB AUTOMAT", NumbersRecords = true },
        new FebrabanProfile("santander", "033", "04") { Service = "DEB AUTOMAT" },

        new SepaProfile("sepa-core", "CORE"),
        new SepaProfile("sepa-b2b", "B2B"),

        new CpaProfile("cpa"),
        new CpaProfile("cpa-6", SegmentsARecord: 6),
        new CpaProfile("rbc") { RoutingLine = "$$AAPACPA1464[PROD[NL$$" },
        new CpaProfile("scotiabank") { CountsRecords = true },
        new CpaProfile("td") { HeaderHasCurrency = false, BankFieldsAreBlank = true, CorrectionsAreBlank = true },
    ];

    private static readonly Dictionary<string, BankProfile> ByName = All.ToDictionary(profile => profile.Name, StringComparer.Ordinal);

    public static BankProfile? Find(string name) => ByName.GetValueOrDefault(name);

    /// <exception cref="InvalidOperationException">No profile of its scheme: agreements are checked when they are made.</exception>
    public static T Of<T>(BankAgreement agreement)
        where T : BankProfile =>
        Find(agreement.Profile) as T ?? throw new InvalidOperationException($"Agreement {agreement.Id} names no profile of its scheme.");

    /// <summary>What to suggest for a bank: its own profile, else the first of the scheme that belongs to none.</summary>
    public static BankProfile For(string scheme, string bankCode) =>
        All.OfType<FebrabanProfile>().FirstOrDefault(profile => scheme == BankSchemes.Febraban && profile.BankCode == bankCode)
        ?? (scheme == BankSchemes.Febraban ? ByName["febraban-08"] : All.First(profile => profile.Scheme == scheme));
}
