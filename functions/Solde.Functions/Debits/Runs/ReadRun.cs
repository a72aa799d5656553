using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadRun
{
    public static async Task<Answer> Handle(string run, Command command, AggregateStore<DebitRun> runs)
    {
        var found = await runs.ReadAsync(command.Organisation, run, command.CancellationToken);
        return found.Head is { } head
            ? Answer.Ok(RunView.Of(run, head, command.Language), DebitsJson.Default.RunView)
            : CommonRefusals.NotFound;
    }
}
