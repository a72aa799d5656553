using System.Diagnostics.Metrics;

namespace Solde.Platform.Telemetry;

/// <summary>
/// <c>solde.message.lag</c>: seconds from a message's announcement to its handling, by <c>type</c>; <c>solde.message.given_up</c>: the last
/// delivery failed, so the message is a dead letter now, by <c>queue</c>; <c>solde.outbox.left</c> and <c>solde.outbox.age</c>: how many
/// messages of a <c>table</c> lay in its outbox at the last look and how many seconds the oldest of them has.
/// </summary>
public sealed class MessageMeter
{
    public const string Name = "Solde.Messaging";
    public const string Lag = "solde.message.lag";
    public const string GivenUp = "solde.message.given_up";
    public const string OutboxLeft = "solde.outbox.left";
    public const string OutboxAge = "solde.outbox.age";

    /// <summary>How often a queue delivers a message: Service Bus' own default, which the environment does not change.</summary>
    public const int MaxDeliveries = 10;

    private readonly Histogram<double> _lag;
    private readonly Counter<long> _givenUp;
    private readonly Gauge<long> _left;
    private readonly Gauge<double> _age;

    public MessageMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _lag = meter.CreateHistogram<double>(Lag, "s");
        _givenUp = meter.CreateCounter<long>(GivenUp, "{message}");
        _left = meter.CreateGauge<long>(OutboxLeft, "{message}");
        _age = meter.CreateGauge<double>(OutboxAge, "s");
    }

    internal void Handles(string type, TimeSpan lag) => _lag.Record(Math.Max(0, lag.TotalSeconds), new KeyValuePair<string, object?>("type", type));

    internal void Failed(string queue, int deliveryCount)
    {
        if (deliveryCount >= MaxDeliveries)
            _givenUp.Add(1, new KeyValuePair<string, object?>("queue", queue));
    }

    /// <param name="oldest">Zero where there is none.</param>
    public void LookedAt(string table, int left, TimeSpan oldest)
    {
        _left.Record(left, new KeyValuePair<string, object?>("table", table));
        _age.Record(oldest.TotalSeconds, new KeyValuePair<string, object?>("table", table));
    }
}
