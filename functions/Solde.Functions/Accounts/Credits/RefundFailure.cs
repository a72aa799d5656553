using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>A refund that did not arrive, on the credit that holds its money since.</summary>
/// <param name="Method">How it was to go back.</param>
/// <param name="Payment">The payment it was to go back the way of; null for an offline method.</param>
/// <param name="Code">The provider's code.</param>
/// <param name="Owed">What the payer was to get, less what refunds since are to bring him; below zero where they bring more.</param>
/// <param name="Dismissed">Nobody need look at it any more, until one fails anew.</param>
internal sealed record RefundFailure(
    string Refund,
    string Part,
    string Method,
    string? Payment,
    string Code,
    DateTimeOffset At,
    Money Owed,
    Dismissal? Dismissed = null);
