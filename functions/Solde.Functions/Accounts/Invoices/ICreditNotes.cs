using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>What an area needs of accounts to take an invoice back by a credit note that can be deleted again.</summary>
internal interface ICreditNotes
{
    /// <summary>
    /// Cancels what is not cancelled of the invoice yet; what was paid becomes a credit under the note's id. A note of that id is
    /// made once, and not any more after it was deleted.
    /// </summary>
    /// <exception cref="InvalidOperationException">The account refuses: the caller has not checked what it takes back.</exception>
    Task MakeAsync(string account, string invoice, CreditNoteDraft note, Command command);

    /// <summary>What the note took back is due again. A second time it does nothing.</summary>
    /// <returns>False where its credit went somewhere in the meantime: then it stays.</returns>
    Task<bool> DeleteAsync(string account, string invoice, CreditNoteDraft note, Command command);

    /// <summary>Whether it was not made yet, was deleted, or nothing was done with its credit.</summary>
    Task<bool> CanBeDeletedAsync(string organisation, string account, string invoice, string note, CancellationToken cancellation);
}

/// <param name="Id">Written down by the caller before.</param>
/// <param name="Reason">Why it is made, or deleted.</param>
internal sealed record CreditNoteDraft(string Id, string Reason);
