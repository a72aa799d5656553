using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What an area needs of accounts that charges by invoice on a day, by a saved method or none, and follows what becomes of it.</summary>
internal interface IAccountCharges
{
    /// <summary>
    /// Issues the invoice, once by its id, and plans that it is asked for on its day where there is a way to: in one step, so it is neither
    /// forgotten nor asked for twice. What is planned fails, is tried again and is shown in the action centre as any instalment (PAY-05).
    /// </summary>
    /// <returns>False where there is no such account.</returns>
    /// <exception cref="InvalidOperationException">The account refuses: the caller has not checked what it charges.</exception>
    Task<bool> ChargeAsync(string account, AccountCharge charge, Command command);

    /// <summary>How it stands; null where it is not issued.</summary>
    Task<ChargeCourse?> FollowAsync(string organisation, string account, string invoice, CancellationToken cancellation);
}

/// <param name="Way">Null where the customer pays by himself.</param>
internal sealed record AccountCharge(InvoiceDraft Invoice, DateOnly DueOn, InvoiceOrigin Origin, PayingBy? Way);

/// <summary>What became of an invoice so far.</summary>
/// <param name="Paid">What came and stayed; money that is provisional has not come yet.</param>
/// <param name="PaidOn">The day of the newest payment that lies on it; null for none.</param>
/// <param name="IsCancelled">All of it was taken back.</param>
/// <param name="Failure">Of the planned payment; null where it has not failed, or is asked for anew.</param>
internal sealed record ChargeCourse(Money Paid, DateOnly? PaidOn, bool IsCancelled, ChargeFailure? Failure);

/// <param name="Method">By which it was asked for: it says whose code it is.</param>
internal sealed record ChargeFailure(string Method, string Code, DateTimeOffset At, string? Payment);
