using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Payments;

/// <summary>The life of a finding: found, found again as it is then, closed; opened again when it is found once more.</summary>
internal static class FindingRule
{
    public static Decision<Finding> Found(
        Finding finding, string kind, OnlineMovement about, OurSide? ours, TheirSide? theirs, string comparison, DateTimeOffset now)
    {
        var known = finding.Content;
        var found = new FindingContent(kind, about, ours, theirs, comparison, known is { ClosedAt: null } ? known.FoundAt : now);
        return found == known
            ? new Decision<Finding>.Unchanged(Answer.NoContent)
            : new Decision<Finding>.Changed(
                finding with { Content = found },
                new JournalNote(known is { ClosedAt: null } ? "FoundAgain" : "Found"),
                Answer.NoContent,
                []);
    }

    /// <param name="by">The comparison that does not find it any more, or the key of who put it right.</param>
    public static Decision<Finding> Close(Finding finding, string by, DateTimeOffset now)
    {
        var known = finding.Content!;
        if (known.ClosedAt is not null)
            return new Decision<Finding>.Unchanged(AnswerOf(finding.Id, known));
        var closed = known with { ClosedAt = now, ClosedBy = by };
        return new Decision<Finding>.Changed(
            finding with { Content = closed }, new JournalNote("FindingClosed"), AnswerOf(finding.Id, closed), []);
    }

    private static Answer AnswerOf(string id, FindingContent content) =>
        Answer.Ok(FindingView.Of(id, content), PaymentsJson.Default.FindingView);
}
