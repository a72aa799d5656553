using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Items;

internal static class GetItem
{
    public static async Task<Answer> Handle(string item, Command command, AggregateStore<Item> items)
    {
        var found = await items.ReadAsync(command.Organisation, item, command.CancellationToken);
        return found.Terms is { } terms
            ? Answer.Ok(ItemView.Of(item, terms), ItemsJson.Default.ItemView, terms.ETag)
            : CommonRefusals.NotFound;
    }
}
