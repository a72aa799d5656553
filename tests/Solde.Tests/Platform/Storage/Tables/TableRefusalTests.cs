using Azure;
using Solde.Platform.Storage;
using static Solde.Platform.Storage.TableTransactionActionType;

namespace Solde.Tests.Platform.Storage.Tables;

/// <summary>What is refused before it is sent. The table does not exist, so a request that got out would fail otherwise.</summary>
public sealed class TableRefusalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TableClient nowhere = new(azurite.Account, AzuriteFixture.RandomName("t"));

    public static TheoryData<string, TableEntity> RefusedEntities => new()
    {
        { "252 are allowed", With(Enumerable.Range(0, 253).Select(number => ($"P{number}", (object)1))) },
        { "32768 are allowed", With([("Text", new string('a', 32769))]) },
        { "65536 are allowed", With([("Bytes", new byte[65537])]) },
        { "1048576 are allowed", With(Enumerable.Range(0, 17).Select(number => ($"P{number}", (object)new byte[65000]))) },
        { "before the year 1601", With([("Time", new DateTimeOffset(1600, 12, 31, 0, 0, 0, TimeSpan.Zero))]) },
        { "well-formed Unicode", With([("Text", "half a pair: \ud83d")]) },
        { "not a property name", With([("with space", 1)]) },
        { "not a property name", With([("1st", 1)]) },
        { "PartitionKey is null", new TableEntity { RowKey = "r" } },
        { "RowKey is null", new TableEntity { PartitionKey = "p" } },
    };

    [Theory]
    [MemberData(nameof(RefusedEntities))]
    public async Task An_entity_beyond_what_a_table_holds_is_refused(string reason, TableEntity entity)
    {
        var added = await Assert.ThrowsAsync<ArgumentException>(() => nowhere.AddEntityAsync(entity));
        var updated = await Assert.ThrowsAsync<ArgumentException>(() => nowhere.UpdateEntityAsync(entity, ETag.All));
        var upserted = await Assert.ThrowsAsync<ArgumentException>(() => nowhere.UpsertEntityAsync(entity));
        var submitted = await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync([new(Add, entity)]));

        Assert.All([added, updated, upserted, submitted], refused => Assert.Contains(reason, refused.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a'b")]
    [InlineData("a,b")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    public async Task A_key_with_a_forbidden_character_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.AddEntityAsync(new TableEntity(key, "r")));
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.AddEntityAsync(new TableEntity("p", key)));
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.GetEntityAsync(key, "r"));
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.DeleteEntityAsync("p", key, ETag.All));
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync([new(Delete, new TableEntity("p", key), ETag.All)]));
    }

    // Not one of the cases above, because an attribute cannot hold half a pair either.
    [Fact]
    public async Task A_key_with_half_a_surrogate_pair_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.GetEntityAsync("p", "a\ud83db"));

    [Fact]
    public async Task A_key_of_512_characters_is_stored_and_a_longer_one_is_refused()
    {
        var table = await azurite.NewTableAsync();
        var longest = new string('k', 512);

        await table.AddEntityAsync(new TableEntity(longest, longest));

        Assert.True((await table.GetEntityIfExistsAsync(longest, longest)).HasValue);
        await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new TableEntity(longest + "k", "r")));
    }

    [Fact]
    public async Task An_entity_at_the_limits_is_stored()
    {
        var table = await azurite.NewTableAsync();
        var entity = With(Enumerable.Range(0, 250).Select(number => ($"P{number}", (object)number)));
        entity["Text"] = new string('漢', 32768);
        entity["Bytes"] = new byte[65536];

        await table.AddEntityAsync(entity);

        var read = (await table.GetEntityAsync("p", "r")).Value;
        Assert.Equal(entity.GetString("Text"), read.GetString("Text"));
        Assert.Equal(249, read.GetInt32("P249"));
    }

    [Fact]
    public async Task A_transaction_of_none_or_more_than_a_hundred_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync([]));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync(
            Enumerable.Range(0, 101).Select(number => new TableTransactionAction(Add, new TableEntity("p", $"{number}")))));
        Assert.Contains("101", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_of_more_than_4_MiB_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync(
            Enumerable.Range(0, 50).Select(number =>
                new TableTransactionAction(Add, new TableEntity("p", $"{number}") { ["Bytes"] = new byte[65536] }))));
        Assert.Contains("4194304 are allowed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_over_two_partitions_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync(
            [new(Add, new TableEntity("p", "a")), new(Add, new TableEntity("q", "b"))]));
        Assert.Contains("one partition", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_with_the_same_row_twice_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync(
            [new(Add, new TableEntity("p", "a")), new(UpsertMerge, new TableEntity("p", "a"))]));
        Assert.Contains("a twice", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_without_a_version_and_an_upsert_with_one_are_refused()
    {
        var row = new TableEntity("p", "r");

        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.UpdateEntityAsync(row, default));
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.DeleteEntityAsync("p", "r", default));
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync([new(UpsertMerge, row, ETag.All)]));
        await Assert.ThrowsAsync<ArgumentException>(() => nowhere.SubmitTransactionAsync([new(Add, row, ETag.All)]));
    }

    [Fact]
    public void A_value_of_a_type_that_no_table_holds_is_refused_where_it_is_set() =>
        Assert.Throws<ArgumentException>(() => new TableEntity("p", "r") { ["Amount"] = 1.5m });

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("with-dash")]
    [InlineData("with/slash")]
    public void A_malformed_table_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new TableClient(azurite.Account, name));

    private static TableEntity With(IEnumerable<(string Name, object Value)> properties)
    {
        var entity = new TableEntity("p", "r");
        foreach (var (name, value) in properties) entity[name] = value;
        return entity;
    }
}
