using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Payments;

/// <summary>What a comparison found, each as it stands now: by a later one, or by a person, it may have been closed.</summary>
internal static class ListFindings
{
    /// <summary>Each is read by itself.</summary>
    private const int MaxPage = 50;

    public static async Task<Answer> Handle(
        string comparison,
        string? kind,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<Comparison> comparisons,
        AggregateStore<Finding> findings,
        ComparisonIndex index)
    {
        if (!(await comparisons.ReadAsync(command.Organisation, comparison, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;
        var errors = new FieldErrors();
        errors.OneOf("kind", kind, FindingKinds.All, needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();

        var page = await index.FindingsAsync(
            command.Organisation, comparison, kind, after, Math.Min(size, MaxPage), command.CancellationToken);
        var views = new List<FindingView>();
        foreach (var id in page.Items)
        {
            var finding = await findings.ReadAsync(command.Organisation, id, command.CancellationToken);
            views.Add(FindingView.Of(id, finding.Content!));
        }
        return Cursor.Answer(
            new Page<FindingView>(views, page.Next is { } next ? Cursor.After(next) : null), PaymentsJson.Default.PageFindingView);
    }
}
