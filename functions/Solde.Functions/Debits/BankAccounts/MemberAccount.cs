using Solde.Functions.Aggregates;

namespace Solde.Functions.Debits;

/// <summary>A member's account at a bank.</summary>
/// <param name="Scheme">One of <see cref="MandateSchemes"/>: it says how the account is written.</param>
/// <param name="Kind">One of <see cref="AccountKinds"/>.</param>
/// <param name="Bank">As the organisation's settings name it: a number in Brazil and Canada, a BIC in SEPA.</param>
/// <param name="Branch">Agency in Brazil, transit in Canada; null in SEPA.</param>
/// <param name="Number">With its check digit; an IBAN in SEPA.</param>
internal sealed record MemberAccount(
    string Id,
    string Scheme,
    string Kind,
    string Bank,
    [property: Personal] string? Branch,
    [property: Personal] string Number,
    [property: Personal] string Holder,
    [property: Personal] string? TaxId,
    DateTimeOffset AddedAt)
{
    public MemberAccount Masked() => this with { Number = AccountNumbers.Masked(Number) };
}

internal static class AccountKinds
{
    public const string Current = "current";
    public const string Savings = "savings";

    public static readonly IReadOnlyList<string> All = [Current, Savings];
}
