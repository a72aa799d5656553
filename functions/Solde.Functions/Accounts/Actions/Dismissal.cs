using Solde.Functions.Aggregates;

namespace Solde.Functions.Accounts;

/// <summary>That nothing more is done about a failure.</summary>
/// <param name="By">The API key or other actor, as in the journal.</param>
internal sealed record Dismissal([property: Personal] string Reason, string By, DateTimeOffset At);
