using Azure;
using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage.Tables;

public sealed class TableQueryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Pages_follow_one_another_and_can_be_taken_up_from_a_token()
    {
        var table = await TableWithAsync(7);

        var pages = new List<Page<TableEntity>>();
        await foreach (var page in table.QueryAsync(maxPerPage: 3).AsPages()) pages.Add(page);

        Assert.Equal([3, 3, 1], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        var rest = new List<string>();
        await foreach (var page in table.QueryAsync().AsPages(pages[0].ContinuationToken)) rest.AddRange(page.Values.Select(row => row.RowKey));
        Assert.Equal(["3", "4", "5", "6"], rest);
    }

    [Fact]
    public async Task A_token_survives_keys_that_a_url_would_change()
    {
        var table = await azurite.NewTableAsync();
        string[] keys = ["a&b=c", "a+b", "a%20b", "é漢\U0001F4B6"];
        foreach (var key in keys) await table.AddEntityAsync(new TableEntity(key, key));

        Assert.Equal(keys.Order(StringComparer.Ordinal), await RowKeysAsync(table.QueryAsync(maxPerPage: 1)));
    }

    [Fact]
    public async Task More_than_a_thousand_rows_come_without_being_asked_for_pages()
    {
        var table = await azurite.NewTableAsync();
        foreach (var chunk in Enumerable.Range(0, 1050).Chunk(100))
        {
            await table.SubmitTransactionAsync(chunk.Select(number =>
                new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{number:0000}"))));
        }

        Assert.Equal(Enumerable.Range(0, 1050).Select(number => $"{number:0000}"), await RowKeysAsync(table.QueryAsync()));
    }

    [Fact]
    public async Task Only_selected_properties_come_and_the_keys_and_version_always()
    {
        var table = await TableWithAsync(1);

        var row = Assert.Single(await ToListAsync(table.QueryAsync(select: ["Int"])));

        Assert.Equal(("p", "0", 0), (row.PartitionKey, row.RowKey, row.GetInt32("Int")));
        Assert.False(row.ContainsKey("Text"));
        Assert.Equal((await table.GetEntityAsync("p", "0")).Value.ETag, row.ETag);
    }

    [Fact]
    public async Task Each_type_of_value_finds_its_row()
    {
        var table = await TableWithAsync(4);
        var time = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero);
        var id = new Guid(2, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
        byte[] bytes = [2];

        FormattableString[] filters =
        [
            $"PartitionKey eq {"p"} and RowKey eq {"2"}", $"Text eq {"it's 2"}", $"Int eq {2}", $"Long eq {10_000_000_002L}", $"Double eq {2.5}",
            $"Double gt {2.0} and Double lt {3.0}", $"Time eq {time}", $"Id eq {id}", $"Bytes eq {bytes}", $"Even eq {true} and Int gt {0}",
        ];
        foreach (var filter in filters) Assert.Equal(["2"], await RowKeysAsync(table.QueryAsync(TableClient.CreateQueryFilter(filter))));
    }

    [Theory]
    [InlineData(1e21)]
    [InlineData(1e-7)]
    [InlineData(-1.7976931348623157E+308)]
    [InlineData(5d)]
    public async Task A_double_that_would_be_written_with_an_exponent_finds_its_row(double value)
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value });

        Assert.Equal(["r"], await RowKeysAsync(table.QueryAsync(TableClient.CreateQueryFilter($"Value eq {value}"))));
    }

    [Fact]
    public void A_value_that_no_filter_can_hold_is_refused()
    {
        object? nothing = null;
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"X eq {nothing}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"X eq {1.5m}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"X eq {double.NaN}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_size_that_storage_would_refuse_is_refused(int maxPerPage)
    {
        var table = await azurite.NewTableAsync();
        Assert.Throws<ArgumentOutOfRangeException>(() => table.QueryAsync(maxPerPage: maxPerPage));
    }

    private async Task<TableClient> TableWithAsync(int rows)
    {
        var table = await azurite.NewTableAsync();
        for (var number = 0; number < rows; number++)
        {
            await table.AddEntityAsync(new TableEntity("p", $"{number}")
            {
                ["Text"] = $"it's {number}",
                ["Int"] = number,
                ["Long"] = 10_000_000_000L + number,
                ["Double"] = number + 0.5,
                ["Time"] = new DateTimeOffset(2026, 1, 1 + number, 0, 0, 0, TimeSpan.Zero),
                ["Id"] = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
                ["Bytes"] = (byte[])[(byte)number],
                ["Even"] = number % 2 == 0,
            });
        }

        return table;
    }

    private static async Task<List<string>> RowKeysAsync(AsyncPageable<TableEntity> rows) => [.. (await ToListAsync(rows)).Select(row => row.RowKey)];

    private static async Task<List<TableEntity>> ToListAsync(AsyncPageable<TableEntity> rows)
    {
        var list = new List<TableEntity>();
        await foreach (var row in rows) list.Add(row);
        return list;
    }
}
