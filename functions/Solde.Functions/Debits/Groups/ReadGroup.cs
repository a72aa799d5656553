using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadGroup
{
    public static async Task<Answer> Handle(string group, Command command, AggregateStore<DebitGroup> groups)
    {
        var found = await groups.ReadAsync(command.Organisation, group, command.CancellationToken);
        return found.Head is { } head
            ? Answer.Ok(GroupView.Of(group, head), DebitsJson.Default.GroupView, head.ETag)
            : CommonRefusals.NotFound;
    }
}
