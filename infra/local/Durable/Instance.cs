using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>
/// One instance as this process knows it, kept while it has not ended. Everything here is read and changed under
/// <see cref="Gate"/>, which is not held while the app is called.
/// </summary>
internal sealed class Instance(string id)
{
    public string Id => id;

    public string Key { get; } = InstanceId.Key(id);

    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>False when storage may know better than this object.</summary>
    public bool IsLoaded { get; set; }

    /// <summary>Set once it has been taken out of the registry: whoever has waited for it asks again.</summary>
    public bool IsForgotten { get; set; }

    public InstanceHead? Head { get; set; }

    public InstanceHistory History { get; private set; } = new();

    public List<Arrival> Arrivals { get; } = [];

    /// <summary>What callers want to put into the inbox; whoever has the gate writes it for all of them.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<PendingMessage> Pending { get; } = new();

    public List<OutgoingTurn> Outgoing { get; } = [];

    public List<string> Rubbish { get; } = [];

    /// <summary>Activities of this execution that wait, run or have answered.</summary>
    public HashSet<int> Begun { get; } = [];

    /// <summary>Timers of this execution that are set or have fired.</summary>
    public HashSet<int> Armed { get; } = [];

    public bool TurnIsQueued { get; set; }

    public bool DeliveryIsQueued { get; set; }

    public bool SweepIsQueued { get; set; }

    public bool IsSuspended => Head?.Status == OrchestrationStatus.Suspended;

    public bool CanTurn => Head is { HasEnded: false }
        && (Head.Turns == 0 || Arrivals.Count > 0)
        && (!IsSuspended || Arrivals.Exists(arrival => arrival.WakesSuspended));

    /// <summary>Nothing is left to do for it.</summary>
    public bool CanBeForgotten =>
        IsLoaded && Head is null or { HasEnded: true } && Pending.IsEmpty && Outgoing.Count == 0 && Rubbish.Count == 0;

    public bool Runs(string executionId) => Head is { HasEnded: false } && Head.ExecutionId == executionId;

    /// <summary>Takes in what storage says. What only this process knows stays, as far as it is about the same execution.</summary>
    public void Take(StoredInstance? stored)
    {
        if (stored is null || !Runs(stored.Head.ExecutionId)) ForgetExecution();
        Head = stored?.Head;
        History = new InstanceHistory();
        Arrivals.RemoveAll(arrival => arrival.RowKey is not null);
        Outgoing.Clear();
        Rubbish.Clear();
        IsLoaded = true;
        if (stored is null) return;

        History.Add(stored.History);
        History.RowKeys.AddRange(stored.HistoryRows);
        Arrivals.AddRange(stored.Inbox);
        Arrivals.Sort((one, other) => one.Order.CompareTo(other.Order));
        Outgoing.AddRange(stored.Outgoing);
        Rubbish.AddRange(stored.Rubbish);
        // An ended instance has no use for its inbox.
        if (stored.Head.HasEnded) DropInbox();
    }

    /// <summary>A new execution begins, or none any more: results of the old one would name actions of the new one.</summary>
    public void BeginExecution(InstanceHead head)
    {
        ForgetExecution();
        Head = head;
        History = new InstanceHistory();
        IsLoaded = true;
    }

    public void ForgetExecution()
    {
        Begun.Clear();
        Armed.Clear();
        Arrivals.RemoveAll(arrival => arrival.RowKey is null);
    }

    public void DropInbox()
    {
        Rubbish.AddRange(Arrivals.Select(arrival => arrival.RowKey).OfType<string>());
        Arrivals.Clear();
    }
}
