using Azure;
using Solde.Platform.Storage;
using static Solde.Platform.Storage.TableTransactionActionType;

namespace Solde.Tests.Platform.Storage.Tables;

public sealed class TableTransactionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly ETag Outdated = new("W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"");

    [Fact]
    public async Task A_transaction_does_everything_it_says()
    {
        var table = await TableWithRowsAsync("merged", "replaced", "deleted", "upserted");
        var version = (await table.GetEntityAsync("p", "replaced")).Value.ETag;

        var answer = await table.SubmitTransactionAsync(
        [
            new(Add, Row("added", 2)),
            new(UpdateMerge, Row("merged", 2), ETag.All),
            new(UpdateReplace, Row("replaced", 2), version),
            new(Delete, new TableEntity("p", "deleted"), ETag.All),
            new(UpsertMerge, Row("upserted", 2)),
            new(UpsertReplace, Row("new", 2)),
        ]);

        Assert.Equal(6, answer.Value.Count);
        var rows = await RowsAsync(table);
        Assert.Equal(["added", "merged", "new", "replaced", "upserted"], rows.Keys);
        Assert.All(rows.Values, row => Assert.Equal(2, row.GetInt32("N")));
        Assert.Equal([null, 1, null, null, 1], rows.Values.Select(row => row.GetInt32("Old")));
        Assert.Equal(rows["replaced"].ETag, answer.Value[2].Headers.ETag);
    }

    [Fact]
    public async Task A_refused_transaction_changes_nothing_and_says_which_action_was_refused()
    {
        var table = await TableWithRowsAsync("a", "b");
        var before = await RowsAsync(table);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(Add, Row("c", 2)),
            new(UpdateReplace, Row("a", 2), ETag.All),
            new(UpdateReplace, Row("b", 2), Outdated),
        ]));

        Assert.Equal(2, refused.FailedTransactionActionIndex);
        Assert.Equal((412, TableErrorCode.UpdateConditionNotSatisfied), (refused.Status, refused.ErrorCode));
        var after = await RowsAsync(table);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(after, row => Assert.Equal(before[row.Key].ETag, row.Value.ETag));
    }

    // The actions sent one by one are the reference: the first that is refused alone is the one the transaction must name.
    [Fact]
    public async Task The_refused_action_is_the_one_that_is_refused_when_sent_alone()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 40; round++)
        {
            var names = Enumerable.Range(0, random.Next(1, 12)).Select(number => $"{number:00}").ToArray();
            string[] stored = [.. names.Where(_ => random.Next(2) == 0)];
            var actions = names.Select(name => RandomAction(random, name)).ToList();

            var expected = await FirstRefusalAsync(await TableWithRowsAsync(stored), actions);
            var actual = await RefusalAsync(await TableWithRowsAsync(stored), actions);

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public async Task Of_many_transactions_on_the_same_head_version_exactly_one_wins()
    {
        var table = await TableWithRowsAsync("head");
        for (var round = 0; round < 10; round++)
        {
            var version = (await table.GetEntityAsync("p", "head")).Value.ETag;
            var refusals = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => RefusalAsync(
                table,
                [new(Add, Row($"{round}-{writer}", writer)), new(UpdateReplace, Row("head", round), version)])));
            Assert.Single(refusals, refusal => refusal is null);
        }

        Assert.Equal(11, (await RowsAsync(table)).Count);
    }

    [Fact]
    public async Task A_hundred_actions_fit()
    {
        var table = await azurite.NewTableAsync();

        var answer = await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(number => new TableTransactionAction(Add, Row($"{number}", number))));

        Assert.Equal(100, answer.Value.Count);
        Assert.Equal(100, (await RowsAsync(table)).Count);
    }

    [Fact]
    public async Task A_transaction_on_a_missing_table_is_an_error_with_a_code()
    {
        var table = new TableClient(azurite.Account, AzuriteFixture.RandomName("t"));

        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync([new(Add, Row("a", 1))]));

        Assert.Equal(TableErrorCode.TableNotFound, refused.ErrorCode);
    }

    private static TableTransactionAction RandomAction(Random random, string rowKey) => random.Next(8) switch
    {
        0 => new(Add, Row(rowKey, 2)),
        1 => new(UpdateMerge, Row(rowKey, 2), ETag.All),
        2 => new(UpdateReplace, Row(rowKey, 2), random.Next(2) == 0 ? ETag.All : Outdated),
        3 => new(Delete, new TableEntity("p", rowKey), ETag.All),
        // Upserts are never refused: they push the refused action away from the front.
        4 or 5 => new(UpsertMerge, Row(rowKey, 2)),
        _ => new(UpsertReplace, Row(rowKey, 2)),
    };

    private static async Task<(int? Index, int Status, string? Code)?> FirstRefusalAsync(TableClient table, List<TableTransactionAction> actions)
    {
        for (var index = 0; index < actions.Count; index++)
        {
            try
            {
                await SendAloneAsync(table, actions[index]);
            }
            catch (RequestFailedException refused)
            {
                return (index, refused.Status, refused.ErrorCode);
            }
        }

        return null;
    }

    private static Task SendAloneAsync(TableClient table, TableTransactionAction action) => action.ActionType switch
    {
        Add => table.AddEntityAsync(action.Entity),
        UpdateMerge => table.UpdateEntityAsync(action.Entity, action.ETag, TableUpdateMode.Merge),
        UpdateReplace => table.UpdateEntityAsync(action.Entity, action.ETag, TableUpdateMode.Replace),
        Delete => table.DeleteEntityAsync(action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        UpsertMerge => table.UpsertEntityAsync(action.Entity, TableUpdateMode.Merge),
        _ => table.UpsertEntityAsync(action.Entity, TableUpdateMode.Replace),
    };

    private static async Task<(int? Index, int Status, string? Code)?> RefusalAsync(TableClient table, List<TableTransactionAction> actions)
    {
        try
        {
            await table.SubmitTransactionAsync(actions);
            return null;
        }
        catch (TableTransactionFailedException refused)
        {
            return (refused.FailedTransactionActionIndex, refused.Status, refused.ErrorCode);
        }
    }

    private static TableEntity Row(string rowKey, int value) => new("p", rowKey) { ["N"] = value };

    private async Task<TableClient> TableWithRowsAsync(params string[] rowKeys)
    {
        var table = await azurite.NewTableAsync();
        foreach (var rowKey in rowKeys) await table.AddEntityAsync(new TableEntity("p", rowKey) { ["N"] = 1, ["Old"] = 1 });
        return table;
    }

    private static async Task<SortedDictionary<string, TableEntity>> RowsAsync(TableClient table)
    {
        var rows = new SortedDictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync()) rows.Add(row.RowKey, row);
        return rows;
    }
}
