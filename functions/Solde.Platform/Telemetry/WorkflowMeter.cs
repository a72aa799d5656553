using System.Diagnostics.Metrics;

namespace Solde.Platform.Telemetry;

/// <summary><c>solde.workflow.stuck</c>: instances that go on only when a person looks at them, by <c>status</c>.</summary>
public sealed class WorkflowMeter
{
    public const string Name = "Solde.Durable";
    public const string Stuck = "solde.workflow.stuck";

    private readonly Gauge<long> _stuck;

    public WorkflowMeter(IMeterFactory meters) => _stuck = meters.Create(Name).CreateGauge<long>(Stuck, "{instance}");

    public void LookedAt(string status, int instances) => _stuck.Record(instances, new KeyValuePair<string, object?>("status", status));
}
