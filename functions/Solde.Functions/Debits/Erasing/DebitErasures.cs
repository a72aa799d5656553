using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Messaging;

namespace Solde.Functions.Debits;

/// <summary>An order to erase, as debits carry it out and write it down.</summary>
internal static class DebitErasures
{
    public static ChargeEntry EntryOfCharges(ErasureOrder order, DateTimeOffset now) =>
        new(now, order.Actor, ErasureOrder.Action, order.Run, order.Reason, [], []);

    public static Command CommandOf(ErasureOrder order, string organisation, CancellationToken cancellation) => new()
    {
        Organisation = organisation,
        Actor = order.Actor,
        Outgoing = new OutgoingMessages(),
        CancellationToken = cancellation,
    };
}
