using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>Cells of the table that share an outcome.</summary>
/// <param name="When">The uses for which it holds.</param>
/// <param name="Why">The rule, or the entry of the decision record where the rules are silent.</param>
/// <param name="IfAssignedAnew">Null where that makes no difference, see <see cref="ClaimFacts"/>.</param>
internal sealed record ClaimRule(
    string From, IReadOnlyList<string> On, ClaimUse When, ClaimOutcome Outcome, string Why, bool? IfAssignedAnew = null)
{
    public bool Covers(string state, string happened, ClaimFacts facts) =>
        From == state
        && On.Contains(happened)
        && When.HasFlag(facts.Use)
        && (IfAssignedAnew is null || IfAssignedAnew == facts.IsAssignedAnew);
}

/// <summary>All that counts besides state and event.</summary>
/// <param name="IsAssignedAnew">
/// A notice, or an SD 54, that is dated after the message that completed the file, which was no payment: it is not late, the insurer begins
/// again.
/// </param>
internal sealed record ClaimFacts(ClaimUse Use, bool IsAssignedAnew = false);

/// <summary>What an event does: a new state, no change, or a refusal that says why.</summary>
/// <param name="State">Null where it stays.</param>
/// <param name="Warns">The file, and so its sales document, carries a warning that names the message (CLM-06).</param>
/// <param name="Refusal">Null where the event is taken.</param>
internal sealed record ClaimOutcome(string? State, bool Warns, RefusalKind? Refusal)
{
    public static ClaimOutcome Stays { get; } = new(null, Warns: false, null);

    public static ClaimOutcome StaysAndWarns { get; } = new(null, Warns: true, null);

    public static ClaimOutcome To(string state) => new(state, Warns: false, null);

    public static ClaimOutcome ToAndWarns(string state) => new(state, Warns: true, null);

    public static ClaimOutcome Refuses(RefusalKind why) => new(null, Warns: false, why);
}
