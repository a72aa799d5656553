using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>What the table says of an act of ours on a file.</summary>
internal static class ClaimAct
{
    /// <summary>The head after it, or the refusal that says why not.</summary>
    /// <param name="ifMatch">The ETag that the caller saw, or null.</param>
    public static (ClaimHead? Head, Refusal? Refusal) Apply(ClaimFile file, string act, string? ifMatch, DateTimeOffset now)
    {
        var outcome = ClaimTable.Next(file.State, act, new ClaimFacts(file.Use));
        if (outcome.Refusal is { } refusal)
            return (null, refusal);
        var head = file.Head!;
        if (ifMatch is not null && ifMatch != head.ETag)
            return (null, CommonRefusals.Stale);
        // What is sent again in the same state is waited for anew.
        if (outcome.State is { } state)
            head = head.In(state, now);
        else if (ClaimEvents.Sendings.Contains(act))
            head = head.In(head.State, now);
        return (head.Next(), null);
    }

    public static Answer ViewOf(ClaimFile file) => Answer.Ok(ClaimFileView.Of(file), ClaimsJson.Default.ClaimFileView, file.Head!.ETag);
}
