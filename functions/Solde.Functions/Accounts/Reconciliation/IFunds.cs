using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What invoice lines can be paid with: a payment's money or a credit note's value (BIL-18).</summary>
internal interface IFunds
{
    string Id { get; }

    /// <summary>From when it counts: the oldest is used first.</summary>
    DateOnly Since { get; }

    DateTimeOffset CreatedAt { get; }

    /// <summary>Invoices that it was made for; empty to let the allocation order decide.</summary>
    IReadOnlyList<string> For { get; }

    IReadOnlyList<Allocation> Allocations { get; }

    /// <summary>What pays nothing yet.</summary>
    Money Unapplied { get; }

    /// <summary>What may still be put on lines: unapplied money, or what of an e-cheque at the bank lies on none yet (BIL-29).</summary>
    Money Unplaced { get; }

    IFunds With(IReadOnlyList<Allocation> allocations);
}
