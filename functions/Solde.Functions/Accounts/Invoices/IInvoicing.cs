using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What an area needs of accounts to charge for what it does, and to know what became of its invoices.</summary>
internal interface IInvoicing
{
    /// <summary>
    /// Issues the invoice under an id that the caller has written down before, so that it can be asked for again: an
    /// invoice of that id is issued once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The account refuses: the caller has not checked what it charges.</exception>
    Task IssueAsync(string account, InvoiceDraft draft, Command command);

    /// <summary>Invoices that still ask for money, by id, from one read; null where there is no such account.</summary>
    Task<IReadOnlyDictionary<string, InvoiceStanding>?> OpenAsync(string organisation, string account, CancellationToken cancellation);

    /// <summary>Null where it is not issued.</summary>
    Task<InvoiceStanding?> FindAsync(string organisation, string account, string invoice, CancellationToken cancellation);
}

/// <param name="Lines">Checked by the caller; without taxes.</param>
/// <param name="OnlineFee">What paying it online costs on top; null where that is free.</param>
internal sealed record InvoiceDraft(
    string Id, DateOnly IssueDate, IReadOnlyList<IssueInvoice.RequestLine> Lines, OnlineFeeTerms? OnlineFee);

/// <param name="State">One of <see cref="InvoiceStates"/>.</param>
/// <param name="Number">Null for the moment until it has one.</param>
/// <param name="OnlineFee">What paying the rest online now would cost on top.</param>
/// <param name="OnlineFeesPaid">What online payments of it have cost on top; only from <see cref="IInvoicing.FindAsync"/>.</param>
internal sealed record InvoiceStanding(string State, string? Number, Money Total, Money Left, Money OnlineFee, Money OnlineFeesPaid);
