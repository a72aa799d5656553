using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>A run as it stands: how far it is, what it asks for and by which ways, what it left out.</summary>
/// <param name="Month">Null for a retry.</param>
/// <param name="Earlier">Quotas that had their charge of the month by another run.</param>
internal sealed record RunView(
    string Id,
    string? Month,
    string Kind,
    bool IsDryRun,
    string State,
    bool IsStopAsked,
    int Groups,
    int Quotas,
    int Charged,
    int Earlier,
    IReadOnlyList<Money> Amounts,
    IReadOnlyList<OutletTotal> ByOutlet,
    IReadOnlyList<LeftOutCount> LeftOut,
    string StartedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? EndedAt)
{
    public static RunView Of(string id, RunHead head, string language) => new(
        id,
        head.Month,
        head.Kind,
        head.IsDryRun,
        head.State,
        head.IsStopAsked,
        head.Totals.Groups,
        head.Totals.Quotas,
        head.Totals.Charged,
        head.Totals.Earlier,
        [.. head.Totals.ByOutlet
            .GroupBy(total => total.Amount.Currency)
            .Select(group => group.Select(total => total.Amount).Aggregate((sum, amount) => sum + amount))],
        head.Totals.ByOutlet,
        [.. head.Totals.LeftOut.Select(pair => new LeftOutCount(pair.Key, LeftOutReasons.All[pair.Key].In(language), pair.Value))],
        head.StartedBy,
        head.StartedAt,
        head.UpdatedAt,
        head.EndedAt);

    /// <summary>The run goes on after this answer.</summary>
    public static Answer UnderWay(string id, RunHead head, string language) => Answer.Accepted(
        Of(id, head, language), DebitsJson.Default.RunView, $"/api/v1/debits/runs/{id}");
}

internal sealed record LeftOutCount(string Reason, string Meaning, int Count);

internal sealed record LeftOutView(string Group, string Quota, string Reason, string Meaning)
{
    public static LeftOutView Of(LeftOutQuota left, string language) =>
        new(left.Group, left.Quota, left.Reason, LeftOutReasons.All[left.Reason].In(language));
}

/// <summary>A run among the others.</summary>
internal sealed record ListedRun(
    string Id, string? Month, string Kind, bool IsDryRun, string State, int Quotas, int Charged, DateTimeOffset StartedAt)
{
    public static ListedRun Of(DebitRun run) => new(
        run.Id,
        run.Head!.Month,
        run.Head.Kind,
        run.Head.IsDryRun,
        run.Head.State,
        run.Head.Totals.Quotas,
        run.Head.Totals.Charged,
        run.Head.StartedAt);
}
