using Azure;
using Solde.Local.Queues;
using Solde.Platform.Storage;

namespace Solde.Tests.Faults;

public sealed class StorageProxyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private StorageProxy proxy = null!;
    private StorageAccount account = null!;
    private TableClient table = null!;

    public async Task InitializeAsync()
    {
        proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        var options = new StorageClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } };
        account = StorageAccount.Parse(proxy.ConnectionString, options);
        table = new TableClient(account, (await azurite.NewTableAsync()).Name);
    }

    public async Task DisposeAsync() => await proxy.DisposeAsync();

    [Fact]
    public async Task All_three_services_work_through_the_proxy_and_every_call_is_noted()
    {
        var row = new TableEntity("p %&+é", "r") { ["N"] = 1 };
        await table.AddEntityAsync(row);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, row, ETag.All)]);
        Assert.Equal(1, (await table.GetEntityAsync(row.PartitionKey, "r")).Value.GetInt32("N"));
        await foreach (var found in table.QueryAsync($"PartitionKey eq '{row.PartitionKey}'")) Assert.Equal("r", found.RowKey);
        await table.DeleteEntityAsync(row.PartitionKey, "r", ETag.All);
        var container = new BlobContainerClient(account, AzuriteFixture.RandomName("c"));
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient("a/b é").UploadAsync(BinaryData.FromString("text"));
        Assert.True(await container.GetBlobClient("a/b é").ExistsAsync());
        Assert.Equal("text", (await container.GetBlobClient("a/b é").DownloadContentAsync()).Value.Content.ToString());
        var queue = new QueueClient(account, AzuriteFixture.RandomName("q"));
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync("text");
        Assert.Single(await queue.ReceiveMessagesAsync(1, TimeSpan.FromMinutes(1)));

        Assert.Equal(
            [
                "InsertEntity", "EntityGroupTransaction", "GetEntity", "QueryEntities", "DeleteEntity",
                "CreateContainer", "PutBlob", "GetBlobProperties", "GetBlob", "CreateQueue", "PutMessage", "GetMessages",
            ],
            proxy.Calls.Select(call => call.Kind));
    }

    [Fact]
    public async Task A_call_that_meets_a_fault_before_it_is_carried_out_succeeds_when_it_is_sent_again()
    {
        foreach (var (index, fault) in new[] { Fault.Status503Before, Fault.DropConnectionBefore }.Index())
        {
            var first = proxy.Calls.Count;
            proxy.OnCall = call => call.Number == first ? fault : Fault.None;

            await table.AddEntityAsync(new TableEntity("p", $"{index}"));

            Assert.Equal(first + 2, proxy.Calls.Count);
            Assert.True((await table.GetEntityIfExistsAsync("p", $"{index}")).HasValue);
        }
    }

    [Fact]
    public async Task A_call_whose_answer_is_lost_is_refused_because_of_itself_when_it_is_sent_again()
    {
        foreach (var (index, fault) in new[] { Fault.Status503AfterCommit, Fault.DropConnectionAfterCommit }.Index())
        {
            var first = proxy.Calls.Count;
            proxy.OnCall = call => call.Number == first ? fault : Fault.None;

            var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", $"{index}")));

            Assert.Equal(TableErrorCode.EntityAlreadyExists, refused.ErrorCode);
            Assert.Equal(first + 2, proxy.Calls.Count);
        }
    }

    [Fact]
    public async Task Storage_that_stays_away_is_an_error_after_four_tries()
    {
        proxy.OnCall = _ => Fault.Status503Before;
        var busy = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync("p", "r"));
        Assert.Equal((503, "ServerBusy"), (busy.Status, busy.ErrorCode));
        Assert.Equal(4, proxy.Calls.Count);

        proxy.OnCall = _ => Fault.DropConnectionBefore;
        await Assert.ThrowsAnyAsync<Exception>(() => table.GetEntityAsync("p", "r"));
        Assert.Equal(8, proxy.Calls.Count);
    }

    [Fact]
    public async Task A_lost_race_looks_like_one_alone_and_in_a_transaction_and_writes_nothing()
    {
        var row = new TableEntity("p", "r");
        var version = (await table.AddEntityAsync(row)).Headers.ETag!.Value;
        proxy.OnCall = _ => Fault.Precondition412;

        var alone = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(row, version));
        var together = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, row, version)]));

        Assert.Equal((412, TableErrorCode.UpdateConditionNotSatisfied), (alone.Status, alone.ErrorCode));
        Assert.Equal((412, TableErrorCode.UpdateConditionNotSatisfied, 0), (together.Status, together.ErrorCode, together.FailedTransactionActionIndex));
        proxy.OnCall = _ => Fault.None;
        Assert.Equal(version, (await table.GetEntityAsync("p", "r")).Value.ETag);
    }

    [Fact]
    public async Task A_callback_comes_before_or_after_storage_has_the_call()
    {
        var direct = new TableClient(azurite.Account, table.Name);
        var seen = new List<bool>();
        async Task LookAsync() => seen.Add((await direct.GetEntityIfExistsAsync("p", $"{seen.Count}")).HasValue);

        proxy.OnCall = _ => Fault.CallbackBefore(LookAsync);
        await table.AddEntityAsync(new TableEntity("p", "0"));
        proxy.OnCall = _ => Fault.CallbackAfter(LookAsync);
        await table.AddEntityAsync(new TableEntity("p", "1"));

        Assert.Equal([false, true], seen);
    }
}
