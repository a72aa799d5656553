using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Partners;

internal static class GetDelivery
{
    public static async Task<Answer> Handle(string delivery, Command command, AggregateStore<Delivery> deliveries)
    {
        var read = await deliveries.ReadAsync(command.Organisation, delivery, command.CancellationToken);
        return read.Content is { } content
            ? Answer.Ok(DeliveryView.Of(delivery, content), PartnersJson.Default.DeliveryView)
            : CommonRefusals.NotFound;
    }
}
