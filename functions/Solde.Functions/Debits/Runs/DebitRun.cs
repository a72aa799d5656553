using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>A run over an organisation's quotas: how far it is, what it came to, and where it goes on.</summary>
internal sealed record DebitRun : IAggregate<DebitRun>
{
    public static string Table => "DebitRuns";

    public static string Kind => "debit-run";

    public required string Id { get; init; }

    /// <summary>Null before it begins.</summary>
    public RunHead? Head { get; init; }

    public bool Exists => Head is not null;

    /// <summary>Of a run that a timer starts. Workflows are named by it, and those of all organisations lie in one hub.</summary>
    /// <param name="when">Its month or its day.</param>
    public static string IdOf(string organisation, string when) => $"run_{when}_{IdempotencyKey.Digest(organisation)[..16]}";

    public static DebitRun FromRows(string id, RowSet rows) => FromHead(id, rows.Get(Row.Head, DebitRows.Default.RunHead));

    public static DebitRun FromHead(string id, RunHead? head) => new() { Id = id, Head = head };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, DebitRows.Default.RunHead);
    }
}

/// <param name="Month">Of the assemblies that are charged, such as <c>2026-04</c>; of a retry null, since it takes what is due of any month.</param>
/// <param name="Kind">One of <see cref="RunKinds"/>.</param>
/// <param name="IsDryRun">It says what it would do, and does nothing.</param>
/// <param name="State">One of <see cref="RunStates"/>.</param>
/// <param name="Leg">Rises each time it is resumed: each leg is a workflow of its own.</param>
/// <param name="IsStopAsked">It stops at the end of the pages that are under way.</param>
/// <param name="Cursor">Where it goes on.</param>
/// <param name="Places">Of a retry: where its charges lie; null for a month's run, whose charges lie in all groups.</param>
internal sealed record RunHead(
    string? Month,
    string Kind,
    bool IsDryRun,
    string State,
    int Leg,
    bool IsStopAsked,
    RunCursor Cursor,
    RunTotals Totals,
    string StartedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? EndedAt = null,
    IReadOnlyList<RunPlace>? Places = null)
{
    [JsonIgnore]
    public bool IsUnderWay => State is RunStates.Charging or RunStates.Writing;
}

internal static class RunKinds
{
    public const string Month = "month";

    /// <summary>Asks again for what failed and is due again (DEB-22).</summary>
    public const string Retry = "retry";
}

internal static class RunStates
{
    /// <summary>Quotas are gone through.</summary>
    public const string Charging = "charging";

    /// <summary>Files are written.</summary>
    public const string Writing = "writing";

    /// <summary>By a person; it can be resumed.</summary>
    public const string Stopped = "stopped";

    /// <summary>By an outage that outlasted all tries; it can be resumed.</summary>
    public const string Interrupted = "interrupted";

    public const string Completed = "completed";

    public static readonly IReadOnlyList<string> All = [Charging, Writing, Stopped, Interrupted, Completed];
}

/// <summary>Groups are taken by their ids; each one that is begun has a lane, until its last quota.</summary>
/// <param name="LastGroup">The last that has got a lane; null before the first.</param>
/// <param name="IsLastGroup">There are no more to begin.</param>
internal sealed record RunCursor(string? LastGroup, bool IsLastGroup, IReadOnlyList<RunLane> Lanes)
{
    public static readonly RunCursor Beginning = new(null, false, []);

    [JsonIgnore]
    public bool IsAtEnd => IsLastGroup && Lanes.Count == 0;
}

/// <param name="After">The quota to go on after; null to begin.</param>
internal sealed record RunLane(string Group, string? After);

internal sealed record RunPlace(string Month, string Group);

/// <summary>What was found so far. Sums of pages: whatever page is gone through again counts once.</summary>
/// <param name="Groups">Gone through to the end.</param>
/// <param name="Quotas">Looked at.</param>
/// <param name="Earlier">Those that had a charge of the month by another run.</param>
/// <param name="ByOutlet">What the run asks for, by where it goes and when.</param>
/// <param name="LeftOut">How many, by the reason.</param>
internal sealed record RunTotals(
    int Groups,
    int Quotas,
    int Earlier,
    IReadOnlyList<OutletTotal> ByOutlet,
    IReadOnlyDictionary<string, int> LeftOut)
{
    public static readonly RunTotals None = new(0, 0, 0, [], new Dictionary<string, int>());

    [JsonIgnore]
    public int Charged => ByOutlet.Sum(total => total.Count);

    public static RunTotals operator +(RunTotals one, RunTotals other) => new(
        one.Groups + other.Groups,
        one.Quotas + other.Quotas,
        one.Earlier + other.Earlier,
        OutletTotal.Sum(one.ByOutlet.Concat(other.ByOutlet)),
        one.LeftOut.Concat(other.LeftOut)
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal));
}

/// <param name="Outlet">See <see cref="Outlets"/>.</param>
internal sealed record OutletTotal(string Channel, string Outlet, DateOnly Due, int Count, Money Amount)
{
    /// <summary>In the order of outlets and days.</summary>
    public static IReadOnlyList<OutletTotal> Sum(IEnumerable<OutletTotal> totals) =>
    [
        .. totals
            .GroupBy(total => (total.Channel, total.Outlet, total.Due))
            .Select(group => new OutletTotal(
                group.Key.Channel,
                group.Key.Outlet,
                group.Key.Due,
                group.Sum(total => total.Count),
                group.Select(total => total.Amount).Aggregate((sum, amount) => sum + amount)))
            .OrderBy(total => total.Outlet, StringComparer.Ordinal)
            .ThenBy(total => total.Channel, StringComparer.Ordinal)
            .ThenBy(total => total.Due),
    ];
}
