using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>A service as a row of its company shows it.</summary>
/// <param name="ChangedAt">Since when the company could see it so.</param>
internal sealed record ShownService(string Wallet, Service Service, DateTimeOffset ChangedAt)
{
    public static ShownService Of(TableEntity row) => new(
        row.GetString("Wallet")!,
        JsonSerializer.Deserialize(RowData.Read(row), VoucherRows.Default.Service)!,
        row.GetDateTimeOffset("ChangedAt")!.Value);

    public TableEntity Row(string partition, string key)
    {
        var row = new TableEntity(partition, key)
        {
            ["Wallet"] = Wallet,
            ["ChangedAt"] = ChangedAt,
            ["State"] = Service.State,
            ["Status"] = ServiceStatus.Of(Service).Code,
            ["PerformedOn"] = $"{Service.PerformedOn:yyyy-MM-dd}",
        };
        RowData.Write(row, JsonSerializer.Serialize(Service, VoucherRows.Default.Service));
        return row;
    }
}

/// <summary>The few numbers of an open service that sums are made of.</summary>
/// <param name="Status">Its code, see <see cref="ServiceStatus"/>.</param>
/// <param name="ToAsk">Vouchers whose reimbursement was not asked for yet.</param>
internal sealed record OpenService(string Wallet, int Status, int Missing, int ToAsk, long ToAskMinor)
{
    public static readonly IReadOnlyList<string> Columns = ["Wallet", "Status", "Missing", "ToAsk", "ToAskMinor"];

    public static OpenService Of(TableEntity row) => new(
        row.GetString("Wallet")!,
        row.GetInt32("Status")!.Value,
        row.GetInt32("Missing")!.Value,
        row.GetInt32("ToAsk")!.Value,
        row.GetInt64("ToAskMinor")!.Value);

    public static OpenService Of(string wallet, Service service) => new(
        wallet,
        ServiceStatus.Of(service).Code,
        service.Missing,
        service.PartsToAsk.Sum(part => part.Count),
        service.PartsToAsk.Sum(part => part.Amount.Minor));

    public TableEntity Row(string partition, string key) => new(partition, key)
    {
        ["Wallet"] = Wallet,
        ["Status"] = Status,
        ["Missing"] = Missing,
        ["ToAsk"] = ToAsk,
        ["ToAskMinor"] = ToAskMinor,
    };
}

/// <summary>What a list of a company's services may be asked for.</summary>
/// <param name="To">The last day that counts.</param>
internal sealed record ServiceFilter(string? State, int? Status, string? Wallet, DateOnly? From, DateOnly? To, bool LatestChangeFirst)
{
    /// <summary>As the storage reads them, behind the range of keys.</summary>
    public string Conditions => string.Concat(Each().Select(condition => " and " + condition));

    private IEnumerable<string> Each()
    {
        if (State is not null)
            yield return TableClient.CreateQueryFilter($"State eq {State}");
        if (Status is { } code)
            yield return TableClient.CreateQueryFilter($"Status eq {code}");
        if (Wallet is not null)
            yield return TableClient.CreateQueryFilter($"Wallet eq {Wallet}");
        if (LatestChangeFirst && From is { } from)
            yield return TableClient.CreateQueryFilter($"PerformedOn ge {from.ToString("yyyy-MM-dd")}");
        if (LatestChangeFirst && To is { } to)
            yield return TableClient.CreateQueryFilter($"PerformedOn le {to.ToString("yyyy-MM-dd")}");
    }
}
