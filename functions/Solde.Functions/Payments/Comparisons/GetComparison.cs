using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Payments;

internal static class GetComparison
{
    public static async Task<Answer> Handle(string comparison, Command command, AggregateStore<Comparison> comparisons)
    {
        var read = await comparisons.ReadAsync(command.Organisation, comparison, command.CancellationToken);
        return read.Content is { } content
            ? Answer.Ok(ComparisonView.Of(comparison, content), PaymentsJson.Default.ComparisonView)
            : CommonRefusals.NotFound;
    }
}
