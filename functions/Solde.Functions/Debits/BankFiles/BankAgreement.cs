using Solde.Functions.Aggregates;

namespace Solde.Functions.Debits;

/// <summary>What an organisation's bank files are made under. One agreement has one sequence of numbers in each direction.</summary>
/// <param name="Scheme">One of <see cref="BankSchemes"/>.</param>
/// <param name="Profile">How this bank reads its scheme: the name of one of <see cref="BankProfiles"/>.</param>
/// <param name="Currency">BRL, EUR, or CAD and USD.</param>
/// <param name="OurId">As the bank gave it: convênio, creditor identifier, or originator id.</param>
/// <param name="OurName">Our name there, as the payer reads it on his statement.</param>
/// <param name="BankCode">Brazil: the bank's clearing code, 3 digits. Canada: the destination data centre, 5 digits. SEPA: empty.</param>
/// <param name="BankName">For the header, and for people.</param>
/// <param name="OwnAccount">Where the money arrives: SEPA and Canada. Brazil's convênio says it already.</param>
/// <param name="ShortName">Canada: our name in 15 characters; the long one cut short where it is missing.</param>
/// <param name="TransactionCode">Canada: what the debits are for (CPA Standard 007), 3 digits.</param>
/// <param name="IsTrial">Files are marked as trials where the bank has a mark for it.</param>
/// <param name="MaxOrders">The bank takes no more lines in a file; null where the layout alone limits them.</param>
internal sealed record BankAgreement(
    string Id,
    string Scheme,
    string Profile,
    string Currency,
    string OurId,
    string OurName,
    string BankCode,
    string BankName,
    BankAccount? OwnAccount = null,
    string? ShortName = null,
    string? TransactionCode = null,
    bool IsTrial = false,
    int? MaxOrders = null);

/// <summary>A bank account as its scheme has it. Its number is personal data: it is never part of a message or a log.</summary>
/// <param name="Number">Brazil: the customer's id at the bank. SEPA: the IBAN. Canada: the account, 12 characters at most.</param>
/// <param name="Branch">Brazil: the agência, 4 digits. Canada: the transit number, 5 digits. SEPA: null.</param>
/// <param name="Institution">Canada: the institution, 3 digits. SEPA: the BIC where it is known. Brazil: null.</param>
internal sealed record BankAccount(
    [property: Personal] string Number, [property: Personal] string? Branch = null, string? Institution = null)
{
    public override string ToString() => "•••" + (Number.Length > 4 ? Number[^3..] : "");
}
