using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Functions.Vouchers;
using Solde.Platform.Storage;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Vouchers;

/// <summary>A wallet of 20,000 vouchers and 2,000 services: what an allocation reads follows what it does, and not what there is.</summary>
[Trait("Rule", "VOU-10")]
public sealed class LargeWalletTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Lots = 20;
    private const int VouchersOfLot = 1_000;
    private const int ServicesOfLot = 100;

    [Fact]
    public async Task A_confirmation_is_one_query_of_the_open_rows_and_one_transaction()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using var app = await StartAsync(proxy);
        // All but the last lot's last service is paid, and that one waits for its user.
        var desk = await LargeAsync(app, paid: (Lots * ServicesOfLot) - 1, waiting: 0);
        var service = await desk.EncodeAsync(10);
        (await desk.ActAsync(service, "validate")).Expect(HttpStatusCode.OK);
        await app.DrainAsync();
        var open = await OpenRowsAsync(desk);
        var before = proxy.Calls.Count;

        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);

        Assert.Equal(["QueryEntities", "EntityGroupTransaction"], KindsAfter(proxy, before));
        // The head, the lot that has vouchers, and the service.
        Assert.Equal(["head", "lot", "service"], open);
        Assert.Equal((10, 0), await desk.HasAsync(service));
    }

    [Fact]
    public async Task An_order_reads_the_open_rows_and_the_services_that_it_fills_and_no_others()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using var app = await StartAsync(proxy);
        var desk = await LargeAsync(app, paid: (Lots * ServicesOfLot) - 100, waiting: 100);
        Assert.Equal((0L, 100), (await desk.AvailableAsync(), (await desk.ReadAsync())["waiting"]!.GetValue<int>()));
        await app.DrainAsync();
        Assert.Equal(["head", "queue"], await OpenRowsAsync(desk));

        var before = proxy.Calls.Count;
        await desk.OrderAsync(10);

        // Was it ordered before; its number; the open rows; the one service by name; the change.
        string[] calls = ["GetEntity", "GetEntity", "InsertEntity", "QueryEntities", "QueryEntities", "EntityGroupTransaction"];
        Assert.Equal(calls, KindsAfter(proxy, before));
        await app.DrainAsync();

        before = proxy.Calls.Count;
        await desk.OrderAsync(400);

        // 40 services by name, 14 in a query.
        calls = ["GetEntity", "GetEntity", "UpdateEntity", .. Enumerable.Repeat("QueryEntities", 4), "EntityGroupTransaction"];
        Assert.Equal(calls, KindsAfter(proxy, before).Select(kind => kind == "MergeEntity" ? "UpdateEntity" : kind));
        await app.DrainAsync();
        Assert.Equal((0L, 59), (await desk.AvailableAsync(), (await desk.ReadAsync())["waiting"]!.GetValue<int>()));
    }

    private async Task<SoldeTestApp> StartAsync(StorageProxy proxy) => await SoldeTestApp.StartAsync(
        new SoldeTestSettings(proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
        });

    private static IEnumerable<string> KindsAfter(StorageProxy proxy, int before) => proxy.Calls.Skip(before).Select(call => call.Kind);

    /// <summary>The kinds of rows that every command reads.</summary>
    private static async Task<string[]> OpenRowsAsync(VoucherDesk desk)
    {
        var partition = PartitionKey.Of(desk.Desk.Organisation, Wallet.Kind, desk.Wallet);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {Row.SettledPrefix}");
        return await TableOf(desk).QueryAsync(filter)
            .Select(row => row.RowKey.Split('|')[1])
            .ToArrayAsync();
    }

    /// <summary>
    /// A wallet whose services of ten vouchers each are paid in turn, and where some wait, not even their vouchers are left. Its rows are
    /// written as they are, without the ten thousand calls that would have made them.
    /// </summary>
    private static async Task<VoucherDesk> LargeAsync(SoldeTestApp app, int paid, int waiting)
    {
        var desk = await VoucherDesk.OpenAsync(app);
        await app.DrainAsync();
        var store = app.Services.GetRequiredService<AggregateStore<Wallet>>();
        var wallet = await store.ReadAsync(desk.Desk.Organisation, desk.Wallet, default);
        var at = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        var lots = Enumerable.Range(0, Lots).Select(i => new Lot(
            Lot.IdOf(900_000 + (i * VouchersOfLot)),
            900_000 + (i * VouchersOfLot),
            waiting > 0 && i == Lots - 1 ? VouchersOfLot - (waiting * 10) : VouchersOfLot,
            new Money(900, "EUR"),
            new DateOnly(2040, 1, 1).AddDays(i),
            at,
            Lot.NoneTaken)).Where(lot => lot.Count > 0).ToArray();
        for (var i = 0; i < paid + waiting; i++)
        {
            var service = new Service(
                $"svc_{i:D6}",
                "menage-net",
                null,
                new DateOnly(2026, 1, 2),
                10,
                Encoders.Worker,
                at.AddSeconds(i),
                new Side(SideStates.Done, null, at),
                new Side(SideStates.Done, null, at),
                true,
                [new Round(RoundActs.Encoded, Encoders.Worker, at)],
                [],
                at);
            if (i < paid)
            {
                (lots[i / ServicesOfLot], var run) = lots[i / ServicesOfLot].Take(service.Id, 10);
                service = service with { Parts = [new Part(1, at, [run])] };
            }
            wallet = wallet.With(service).Queued(service);
        }
        wallet = lots.Aggregate(wallet, (after, lot) => after.With(lot)).Counted(lots.Sum(lot => lot.Count), paid * 10);
        await WriteAsync(desk, wallet);
        return desk;
    }

    private static async Task WriteAsync(VoucherDesk desk, Wallet wallet)
    {
        var partition = PartitionKey.Of(desk.Desk.Organisation, Wallet.Kind, desk.Wallet);
        var rows = wallet.Rows().Where(row => row.Name != Row.Head).Select(row =>
        {
            var entity = new TableEntity(partition, row.Key);
            RowData.Write(entity, JsonSerializer.Serialize(row.Document, row.Type));
            return new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity);
        });
        foreach (var some in rows.Chunk(100))
            await TableOf(desk).SubmitTransactionAsync(some);
        var head = (await TableOf(desk).GetEntityAsync(partition, Row.KeyOf(Row.Head, isOpen: true))).Value;
        RowData.Write(head, JsonSerializer.Serialize(wallet.Head, VoucherRows.Default.WalletHead));
        await TableOf(desk).UpsertEntityAsync(head, TableUpdateMode.Replace);
    }

    private static TableClient TableOf(VoucherDesk desk) =>
        desk.Desk.App.Services.GetRequiredService<TableServiceClient>().GetTableClient(Wallet.Table);
}
