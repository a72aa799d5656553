using Azure;
using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage.Tables;

public sealed class TableClientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_table_that_exists_is_not_created_again()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        await table.CreateIfNotExistsAsync();

        Assert.True((await table.GetEntityIfExistsAsync("p", "r")).HasValue);
    }

    [Fact]
    public async Task A_row_comes_back_with_every_type_it_went_with()
    {
        var table = await azurite.NewTableAsync();
        var sent = new TableEntity("p", "r")
        {
            ["Text"] = "l'été \"…\"",
            ["Empty"] = "",
            ["Flag"] = true,
            ["Small"] = int.MinValue,
            ["Big"] = long.MaxValue,
            ["Whole"] = 5d,
            ["Fraction"] = 0.1d,
            ["Tiny"] = double.Epsilon,
            ["Infinite"] = double.NegativeInfinity,
            ["NotANumber"] = double.NaN,
            ["Time"] = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(-5)).AddTicks(1_234_567),
            ["Id"] = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
            ["Bytes"] = (byte[])[0, 255, 128],
            ["Nothing"] = null,
        };

        var added = await table.AddEntityAsync(sent);
        var read = (await table.GetEntityAsync("p", "r")).Value;

        Assert.Equal("p", read.PartitionKey);
        Assert.Equal("r", read.RowKey);
        Assert.Equal("l'été \"…\"", read.GetString("Text"));
        Assert.Equal("", read.GetString("Empty"));
        Assert.True(read.GetBoolean("Flag"));
        Assert.Equal(int.MinValue, read.GetInt32("Small"));
        Assert.Equal(long.MaxValue, read.GetInt64("Big"));
        Assert.Equal(5d, read.GetDouble("Whole"));
        Assert.Equal(0.1d, read.GetDouble("Fraction"));
        Assert.Equal(double.Epsilon, read.GetDouble("Tiny"));
        Assert.Equal(double.NegativeInfinity, read.GetDouble("Infinite"));
        Assert.Equal(double.NaN, read.GetDouble("NotANumber"));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 4, 59, 59, TimeSpan.Zero).AddTicks(1_234_567), read.GetDateTimeOffset("Time"));
        Assert.Equal(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), read.GetGuid("Id"));
        Assert.Equal([0, 255, 128], read.GetBinary("Bytes"));
        Assert.False(read.ContainsKey("Nothing"));
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public void A_property_read_as_another_type_is_an_error_and_an_absent_one_is_null()
    {
        var entity = new TableEntity("p", "r") { ["Amount"] = 5 };

        Assert.Throws<InvalidOperationException>(() => entity.GetInt64("Amount"));
        Assert.Throws<InvalidOperationException>(() => entity.GetString("Amount"));
        Assert.Null(entity.GetInt64("Other"));
    }

    [Fact]
    public async Task Adding_a_row_that_exists_is_refused_and_changes_nothing()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1 });

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 2 }));

        Assert.Equal(409, refused.Status);
        Assert.Equal(TableErrorCode.EntityAlreadyExists, refused.ErrorCode);
        Assert.Equal(1, (await table.GetEntityAsync("p", "r")).Value.GetInt32("N"));
    }

    [Fact]
    public async Task A_missing_row_is_an_error_when_it_is_got_and_no_value_when_it_is_asked_for()
    {
        var table = await azurite.NewTableAsync();

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync("p", "r"));
        Assert.Equal(TableErrorCode.ResourceNotFound, refused.ErrorCode);
        Assert.False((await table.GetEntityIfExistsAsync("p", "r")).HasValue);
    }

    [Fact]
    public async Task A_missing_table_is_an_error_and_not_a_missing_row()
    {
        var table = new TableClient(azurite.Account, AzuriteFixture.RandomName("t"));

        var asked = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityIfExistsAsync("p", "r"));
        var added = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(TableErrorCode.TableNotFound, asked.ErrorCode);
        Assert.Equal(TableErrorCode.TableNotFound, added.ErrorCode);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task Merging_keeps_properties_that_are_not_named_and_replacing_removes_them(TableUpdateMode mode, int? kept)
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "updated") { ["Old"] = 1 });
        await table.AddEntityAsync(new TableEntity("p", "upserted") { ["Old"] = 1 });

        await table.UpdateEntityAsync(new TableEntity("p", "updated") { ["New"] = 2 }, ETag.All, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "upserted") { ["New"] = 2 }, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "inserted") { ["New"] = 2 }, mode);

        foreach (var rowKey in (string[])["updated", "upserted"])
        {
            var read = (await table.GetEntityAsync("p", rowKey)).Value;
            Assert.Equal(kept, read.GetInt32("Old"));
            Assert.Equal(2, read.GetInt32("New"));
        }

        Assert.Equal(2, (await table.GetEntityAsync("p", "inserted")).Value.GetInt32("New"));
    }

    [Fact]
    public async Task An_update_of_a_version_that_is_no_longer_stored_is_refused()
    {
        var table = await azurite.NewTableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1 })).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 2 }, first)).Headers.ETag!.Value;

        var update = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 3 }, first));
        var delete = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", first));

        Assert.Equal((412, TableErrorCode.UpdateConditionNotSatisfied), (update.Status, update.ErrorCode));
        Assert.Equal((412, TableErrorCode.UpdateConditionNotSatisfied), (delete.Status, delete.ErrorCode));
        await table.DeleteEntityAsync("p", "r", second);
        Assert.False((await table.GetEntityIfExistsAsync("p", "r")).HasValue);
    }

    [Fact]
    public async Task Updating_or_deleting_a_missing_row_is_refused()
    {
        var table = await azurite.NewTableAsync();

        var update = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));
        var delete = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", ETag.All));

        Assert.Equal(TableErrorCode.ResourceNotFound, update.ErrorCode);
        Assert.Equal(TableErrorCode.ResourceNotFound, delete.ErrorCode);
    }

    [Fact]
    public async Task Of_many_writers_with_the_same_version_exactly_one_wins_each_round()
    {
        var table = await azurite.NewTableAsync();
        var version = (await table.AddEntityAsync(new TableEntity("p", "r") { ["Rounds"] = 0 })).Headers.ETag!.Value;

        for (var round = 1; round <= 20; round++)
        {
            var next = new TableEntity("p", "r") { ["Rounds"] = round };
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => TryUpdateAsync(table, next, version)));
            version = Assert.Single(answers, answer => answer is not null)!.Value;
        }

        var read = (await table.GetEntityAsync("p", "r")).Value;
        Assert.Equal(20, read.GetInt32("Rounds"));
        Assert.Equal(version, read.ETag);
    }

    private static async Task<ETag?> TryUpdateAsync(TableClient table, TableEntity entity, ETag version)
    {
        try
        {
            return (await table.UpdateEntityAsync(entity, version, TableUpdateMode.Replace)).Headers.ETag;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied)
        {
            return null;
        }
    }
}
