using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Notifications;

/// <summary>Notices as records of people: to which address, and with what in them. That they were sent, and when, stays.</summary>
internal sealed class NotificationRecords(TableServiceClient tables, TimeProvider clock) : AggregateRecords<Notification>(tables, clock)
{
    public override string Kind => Notification.Kind;
}
