using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;

namespace Solde.Functions.Debits;

/// <summary>
/// An order to erase, as debits carry it out and write it down. Such entries stay as they are: they say who erased the others, and why.
/// </summary>
internal static class DebitErasures
{
    public const string Action = "PersonalDataErased";

    public static JournalEntry Entry(ErasureOrder order, long sequence, DateTimeOffset now) =>
        new(sequence, now, order.Actor, Action, order.Reason, Corrects: null, [], []);

    public static ChargeEntry EntryOfCharges(ErasureOrder order, DateTimeOffset now) =>
        new(now, order.Actor, Action, order.Run, order.Reason, [], []);

    public static Command CommandOf(ErasureOrder order, string organisation, CancellationToken cancellation) => new()
    {
        Organisation = organisation,
        Actor = order.Actor,
        Outgoing = new OutgoingMessages(),
        CancellationToken = cancellation,
    };
}
