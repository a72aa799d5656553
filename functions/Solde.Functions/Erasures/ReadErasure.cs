using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Erasures;

internal static class ReadErasure
{
    public static async Task<Answer> Handle(string erasure, Command command, AggregateStore<Erasure> erasures)
    {
        var found = await erasures.ReadAsync(command.Organisation, erasure, command.CancellationToken);
        return found.Head is { } head ? Answer.Ok(ErasureView.Of(erasure, head), ErasuresJson.Default.ErasureView) : CommonRefusals.NotFound;
    }
}
