using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The kinds of billing rules, as data.</summary>
internal static class RuleKinds
{
    public static readonly RuleKind InsurancePlan = new("insurance-plan", "InsurancePlan")
    {
        TakesListedReasons = true,
        Precondition = ReportInsuranceClaim.Forbids,
    };

    public static readonly RuleKind InsuranceInstalments = new("insurance-instalments", "InsuranceInstalments")
    {
        Otherwise = new RuleValue { Parts = [] },
        Precondition = ReportInsuranceClaim.Forbids,
    };

    public static readonly RuleKind CollectionAgent = new("collection-agent", "CollectionAgent")
    {
        Precondition = SetCollectionAgent.Forbids,
    };

    public static readonly RuleKind DirectDebit = new("direct-debit", "DirectDebit") { Precondition = SetDirectDebit.Forbids };

    public static readonly RuleKind CurrentAccount = new("current-account", "CurrentAccount") { Precondition = SetCurrentAccount.Forbids };

    public static readonly RuleKind ElectronicPayment = new("electronic-payment", "ElectronicPayment");

    public static readonly RuleKind QuotaType = new("quota-type", "QuotaType") { Otherwise = RuleValue.Of(QuotaTypes.Normal) };

    /// <summary>Its periods stand side by side: a new one that meets another is a mistake, not a wish to replace it (DEB-09).</summary>
    public static readonly RuleKind FixedBid = new("fixed-bid", "FixedBid") { RefusesOverlap = true };

    public static readonly RuleKind DefaultInsurance = new("default-insurance", "DefaultInsurance")
    {
        Otherwise = RuleValue.Of(SetDefaultInsurance.Undefined),
        Precondition = SetDefaultInsurance.Forbids,
    };

    public static readonly RuleKind BankFee = new("bank-fee", "BankFee") { Otherwise = RuleValue.Of(SetBankFee.Charged) };

    public static readonly RuleKind CancellationReducer = new("cancellation-reducer", "CancellationReducer");

    public static readonly RuleKind PermanenceFee = new("permanence-fee", "PermanenceFee");

    /// <summary>Without a period slips go by post (DEB-14).</summary>
    public static readonly RuleKind SlipByEmail = new("slip-by-email", "SlipByEmail") { Precondition = SetSlipByEmail.Forbids };

    public static readonly IReadOnlyList<RuleKind> All =
    [
        InsurancePlan, InsuranceInstalments, CollectionAgent, DirectDebit, CurrentAccount, ElectronicPayment, QuotaType, FixedBid,
        DefaultInsurance, BankFee, CancellationReducer, PermanenceFee, SlipByEmail,
    ];

    public static RuleKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}

/// <param name="Name">As it stands in addresses.</param>
/// <param name="Fact">What the journal calls it: <c>BankFeeSet</c>.</param>
internal sealed record RuleKind(string Name, string Fact)
{
    /// <summary>What holds on a date that no period covers; null where that is nothing.</summary>
    public RuleValue? Otherwise { get; init; }

    public bool RefusesOverlap { get; init; }

    /// <summary>The reason is one of the organisation's list for the kind, not free text.</summary>
    public bool TakesListedReasons { get; init; }

    /// <summary>What else forbids a change; asked before every act.</summary>
    public Func<RuleQuestion, Refusal?> Precondition { get; init; } = _ => null;
}

/// <param name="Value">Null where a period is ended or removed.</param>
/// <param name="From">The first day that the change is about.</param>
internal sealed record RuleQuestion(Quota Quota, RuleValue? Value, DateOnly From, Surroundings Here);

/// <summary>Types of quotas that every organisation has; it may list others (DEB-08).</summary>
internal static class QuotaTypes
{
    public const string Normal = "normal";

    public static readonly IReadOnlyList<string> Known = [Normal, "substituted", "recovered", "transferred"];
}
