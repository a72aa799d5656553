using Solde.Functions.Aggregates;

namespace Solde.Functions.Claims;

/// <summary>How long an organisation lets a network's insurers take (CLM-16); the network's own defaults before the first change.</summary>
internal sealed record NetworkSettings : IAggregate<NetworkSettings>
{
    public static string Table => ClaimFile.Table;

    public static string Kind => "claim-network";

    /// <summary>The network's name.</summary>
    public required string Id { get; init; }

    public NetworkSettingsContent? Content { get; init; }

    public bool Exists => Content is not null;

    public ReminderDays Days => Content?.Days ?? ClaimNetworks.Find(Id)!.Reminders;

    public int Version => Content?.Version ?? 0;

    public string ETag => $"\"{Version}\"";

    public static NetworkSettings FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Content = rows.Get(Row.Head, ClaimRows.Default.NetworkSettingsContent),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Content!, ClaimRows.Default.NetworkSettingsContent);
    }
}

internal sealed record NetworkSettingsContent(ReminderDays Days, int Version);

/// <param name="NoticeDays">For an AS.</param>
/// <param name="AnswerDays">For an answer to an FA or a BDG.</param>
/// <param name="PaymentDays">For the payment of an accepted invoice.</param>
/// <param name="EscalationDays">After the reminder.</param>
internal sealed record NetworkSettingsView(string Network, int NoticeDays, int AnswerDays, int PaymentDays, int EscalationDays)
{
    public static NetworkSettingsView Of(NetworkSettings settings) => new(
        settings.Id, settings.Days.Notice, settings.Days.Answer, settings.Days.Payment, settings.Days.Escalation);
}
