using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What was kept in a month from the money that a quota gets back.</summary>
/// <param name="Month">Of the run that kept it, such as <c>2026-04</c>.</param>
/// <param name="Part">One of <see cref="ChargeParts"/>'s.</param>
internal sealed record Withheld(string Month, string Part, Money Amount);
