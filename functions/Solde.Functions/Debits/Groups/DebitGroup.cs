using System.Globalization;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>A purchasing group: what its quotas are charged by, and when. Quotas lie in its partition, behind it.</summary>
internal sealed record DebitGroup : IAggregate<DebitGroup>
{
    public static string Table => QuotaStore.Table;

    public static string Kind => "debit-group";

    public required string Id { get; init; }

    /// <summary>Null before it is opened.</summary>
    public GroupTerms? Head { get; init; }

    public bool Exists => Head is not null;

    public static DebitGroup FromRows(string id, RowSet rows) => FromHead(id, rows.Get(Row.Head, DebitRows.Default.GroupTerms));

    public static DebitGroup FromHead(string id, GroupTerms? head) => new() { Id = id, Head = head };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, DebitRows.Default.GroupTerms);
    }
}

/// <param name="Number">Ours: from 1 in each organisation; it stands in the ids of lines that go to banks.</param>
/// <param name="Operation">What kind of business it is, as agents name it in their operations.</param>
/// <param name="State">One of <see cref="GroupStates"/>.</param>
/// <param name="Version">Rises with each change; the API's ETag.</param>
/// <param name="Agent">Who collects for quotas that have no agent of their own; null for nobody.</param>
/// <param name="Assemblies">By their month.</param>
internal sealed record GroupTerms(
    int Number,
    string Name,
    string Operation,
    string State,
    int Version,
    string? Agent,
    GroupPlan Plan,
    IReadOnlyList<Assembly> Assemblies,
    DateTimeOffset OpenedAt)
{
    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    public Assembly? AssemblyOf(int year, int month) => Assemblies.FirstOrDefault(assembly => assembly.Month == MonthOf(year, month));

    public static string MonthOf(int year, int month) =>
        year.ToString("D4", CultureInfo.InvariantCulture) + "-" + month.ToString("D2", CultureInfo.InvariantCulture);
}

internal static class GroupStates
{
    public const string Forming = "forming";
    public const string Active = "active";
    public const string Ended = "ended";

    public static readonly IReadOnlyList<string> All = [Forming, Active, Ended];
}

/// <summary>A month's meeting of the group.</summary>
/// <param name="Month">Such as <c>2026-04</c>.</param>
/// <param name="Number">1 for the group's first.</param>
/// <param name="DueOn">When that month's instalment is due.</param>
internal sealed record Assembly(string Month, int Number, DateOnly HeldOn, DateOnly DueOn);

/// <summary>What a quota of the group is charged by. Rates are of the credit's value.</summary>
/// <param name="CommonFund">Each counts from its assembly to the next one's; in their order.</param>
/// <param name="HasDefaultInsurance">The group's own insurance covers defaults (DEB-10).</param>
/// <param name="BankFee">For each collection, where a quota's rule says so.</param>
internal sealed record GroupPlan(
    IReadOnlyList<CommonFundRate> CommonFund,
    int AdministrationFeePartsPerMillion,
    int ReserveFundPartsPerMillion,
    IReadOnlyList<InsurancePlan> InsurancePlans,
    bool HasDefaultInsurance,
    Money BankFee)
{
    /// <summary>Null before the first assembly that the plan knows.</summary>
    public int? CommonFundRateOf(int assembly) =>
        CommonFund.LastOrDefault(rate => rate.FromAssembly <= assembly)?.RatePartsPerMillion;

    public InsurancePlan? Insurance(string? code) => InsurancePlans.FirstOrDefault(plan => plan.Code == code);
}

internal sealed record CommonFundRate(int FromAssembly, int RatePartsPerMillion);

/// <param name="Type">A quota has one plan of each type at a time.</param>
/// <param name="HasDefaultInsurance">A life insurance that covers defaults (DEB-10).</param>
internal sealed record InsurancePlan(
    string Code, string Name, string Type, IReadOnlyList<InsurancePart> Parts, bool HasDefaultInsurance = false);

/// <summary>A part of a plan: an instalment of its own, that may be unticked (DEB-02).</summary>
/// <param name="Base">One of <see cref="InsuranceBases"/>.</param>
internal sealed record InsurancePart(string Code, string Name, int RatePartsPerMillion, string Base);

internal static class InsuranceTypes
{
    public const string Life = "life";
    public const string Group = "group";
    public const string Other = "other";

    public static readonly IReadOnlyList<string> All = [Life, Group, Other];
}

internal static class InsuranceBases
{
    public const string Credit = "credit";

    /// <summary>What is still owed.</summary>
    public const string Owed = "owed";

    public static readonly IReadOnlyList<string> All = [Credit, Owed];
}
