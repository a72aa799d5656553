using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage.Tables;

public sealed class TablePropertyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly Gen<object> Values = Gen.OneOf(
        NastyStrings.Any.Select(value => (object)value),
        Of<bool>(),
        Of<int>(),
        Of<long>(),
        Of<double>(),
        Of<Guid>(),
        Of<byte[]>(),
        Gen.Choose(0, int.MaxValue).Select(seconds => (object)DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(seconds % 10_000_000)));

    private static readonly Gen<TableEntity> Entities =
        from keys in NastyStrings.Keys.Two()
        from values in Values.ListOf()
        select EntityOf(keys.Item1, keys.Item2, values);

    [Fact]
    public async Task Every_entity_comes_back_as_it_was_sent_alone_and_in_a_transaction()
    {
        var alone = await azurite.NewTableAsync();
        var together = await azurite.NewTableAsync();

        Check.One(Cases, Prop.ForAll(Entities.ToArbitrary(), entity => RoundTripAsync(entity).GetAwaiter().GetResult()));

        async Task<bool> RoundTripAsync(TableEntity entity)
        {
            await alone.UpsertEntityAsync(entity, TableUpdateMode.Replace);
            await together.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpsertReplace, entity),
                new(TableTransactionActionType.UpsertMerge, new TableEntity(entity.PartitionKey, entity.RowKey + "-beside") { ["N"] = 1 }),
            ]);
            return Same(entity, (await alone.GetEntityAsync(entity.PartitionKey, entity.RowKey)).Value)
                && Same(entity, (await together.GetEntityAsync(entity.PartitionKey, entity.RowKey)).Value);
        }
    }

    [Fact]
    public async Task A_filter_finds_the_row_with_exactly_that_text_and_no_other()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("decoy", "decoy") { ["Text"] = "decoy" });

        Check.One(Cases, Prop.ForAll(NastyStrings.Any.ToArbitrary(), text => FindsAsync(text).GetAwaiter().GetResult()));

        async Task<bool> FindsAsync(string text)
        {
            var found = new List<string?>();
            await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Text"] = text }, TableUpdateMode.Replace);
            await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"Text eq {text}"))) found.Add(row.GetString("Text"));
            return found is [var only] && only == text;
        }
    }

    [Fact]
    public async Task A_filter_on_keys_finds_exactly_that_row()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("decoy", "decoy"));

        Check.One(Cases, Prop.ForAll(NastyStrings.Keys.ToArbitrary(), key => FindsAsync(key).GetAwaiter().GetResult()));

        async Task<bool> FindsAsync(string key)
        {
            var found = new List<string>();
            await table.UpsertEntityAsync(new TableEntity(key, key));
            await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key}"))) found.Add(row.RowKey);
            return found is [var only] && only == key;
        }
    }

    private static Gen<object> Of<T>() => ArbMap.Default.GeneratorFor<T>().Where(value => value is not null).Select(value => (object)value!);

    private static TableEntity EntityOf(string partitionKey, string rowKey, IEnumerable<object> values)
    {
        var entity = new TableEntity(partitionKey, rowKey);
        foreach (var (index, value) in values.Index()) entity[string.Create(CultureInfo.InvariantCulture, $"P{index}")] = value;
        return entity;
    }

    private static bool Same(TableEntity sent, TableEntity read) =>
        sent.Count + 2 == read.Count // Storage adds the version and the timestamp.
        && sent.All(property => (property.Value, read[property.Key]) switch
        {
            (byte[] bytes, byte[] others) => bytes.AsSpan().SequenceEqual(others),
            var (value, other) => Equals(value, other),
        });
}
