using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Aggregates;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

/// <summary>More to allocate than one transaction holds.</summary>
[Trait("Rule", "BIL-18")]
public sealed class LargeReconciliationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private StorageProxy _proxy = null!;
    private SoldeTestApp _app = null!;
    private SoldeTestSettings _settings = null!;
    private Desk _desk = null!;
    private string _account = "";

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        _settings = new SoldeTestSettings(_proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
        };
        _app = await SoldeTestApp.StartAsync(_settings);
        _desk = await Desk.OpenAsync(_app);
        _account = await _desk.AccountAsync();
        // Money first, so that nothing is reconciled by being paid.
        for (var i = 0; i < 3; i++)
            await _desk.PayAsync(_account, 4_000);
        var invoices = Enumerable.Range(0, 120).Select(i => (_app, $"accounts/{_account}/invoices", (JsonNode)Invoice(), $"invoice-{i}"));
        Assert.All(await ManyCallers.PostAsync(_desk.Key, invoices.ToArray()), answer => answer.Expect(HttpStatusCode.Created));
        await _app.DrainAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task One_command_reconciles_it_all_with_one_query_of_the_account()
    {
        var preview = (await ReconcileAsync("key-0", preview: true)).Expect(HttpStatusCode.OK);
        var before = _proxy.Calls.Count;

        var done = (await ReconcileAsync("key-1")).Expect(HttpStatusCode.OK);

        var calls = _proxy.Calls.Skip(before).Select(call => call.Kind).ToArray();
        Assert.Equal(["QueryEntities", "GetEntity", "EntityGroupTransaction", "EntityGroupTransaction", "EntityGroupTransaction"], calls);
        Assert.Equal((120, 12_000), (done["count"]!.GetValue<int>(), Json.Minor(done["total"])));
        Assert.Equal(120, done["allocations"]!.AsArray().Count);
        Assert.Equal(preview["allocations"]!.ToJsonString(), done["allocations"]!.ToJsonString());
        Assert.Equal(0, Json.Minor(done["unapplied"]));
        await EverythingIsPaidAsync();
        Assert.Equal(done.ToJsonString(), (await ReconcileAsync("key-1")).Expect(HttpStatusCode.OK).ToJsonString());
    }

    [Theory]
    [Trait("Rule", "COM-05")]
    [InlineData(nameof(Fault.Status503Before))]
    [InlineData(nameof(Fault.Status503AfterCommit))]
    public async Task A_command_that_dies_between_two_steps_is_finished_by_its_repetition(string fault)
    {
        var met = 0;
        _proxy.OnCall = call => call.Kind == "EntityGroupTransaction" && ++met > 1
            ? fault == nameof(Fault.Status503Before) ? Fault.Status503Before : Fault.Status503AfterCommit
            : Fault.None;
        (await ReconcileAsync("key-1")).Refuses(HttpStatusCode.ServiceUnavailable, "unavailable");
        _proxy.OnCall = _ => Fault.None;
        var left = (await _desk.GetAsync($"accounts/{_account}/balance")).Expect(HttpStatusCode.OK);
        Assert.InRange(Json.Minor(left["unapplied"]), 1, 11_900);
        await _desk.BooksBalanceAsync();

        var rest = (await ReconcileAsync("key-1")).Expect(HttpStatusCode.OK);

        Assert.Equal(Json.Minor(left["unapplied"]), Json.Minor(rest["total"]));
        await EverythingIsPaidAsync();
        Assert.Equal(rest.ToJsonString(), (await ReconcileAsync("key-1")).Expect(HttpStatusCode.OK).ToJsonString());
    }

    [Theory]
    [Trait("Rule", "COM-06")]
    [InlineData(nameof(Fault.Status503AfterCommit))]
    [InlineData(nameof(Fault.Precondition412))]
    public async Task A_step_whose_answer_is_lost_or_refused_is_done_once_and_the_answer_tells_of_all(string fault)
    {
        var met = 0;
        _proxy.OnCall = call => call.Kind == "EntityGroupTransaction" && ++met == 2
            ? fault == nameof(Fault.Precondition412) ? Fault.Precondition412 : Fault.Status503AfterCommit
            : Fault.None;

        var done = (await ReconcileAsync("key-1")).Expect(HttpStatusCode.OK);

        Assert.Equal((120, 12_000), (done["count"]!.GetValue<int>(), Json.Minor(done["total"])));
        await EverythingIsPaidAsync();
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task Another_process_between_two_steps_loses_nothing_and_is_reconciled_too()
    {
        await using var other = await SoldeTestApp.StartAsync(_settings with { Storage = azurite.ConnectionString, CreateTables = false });
        var there = new Desk(other, _desk.Organisation, _desk.Key);
        var met = 0;
        _proxy.OnCall = call => call.Kind == "EntityGroupTransaction" && ++met == 2
            ? Fault.CallbackBefore(async () =>
            {
                await there.InvoiceAsync(_account, 700);
                await there.PayAsync(_account, 500);
            })
            : Fault.None;

        var done = (await ReconcileAsync("key-1")).Expect(HttpStatusCode.OK);

        // The new payment went to the oldest open line there was then: as much of the old money is left for the new invoice.
        Assert.Equal(12_000, Json.Minor(done["total"]));
        Assert.Equal(200, await _desk.BalanceAsync(_account));
        Assert.Equal(0, Json.Minor((await _desk.GetAsync($"accounts/{_account}/balance")).Json["unapplied"]));
        await _desk.BooksBalanceAsync();
    }

    private Task<TestAnswer> ReconcileAsync(string key, bool preview = false) =>
        _desk.PostAsync($"accounts/{_account}/reconciliation", new JsonObject { ["preview"] = preview }, key);

    private async Task EverythingIsPaidAsync()
    {
        _proxy.OnCall = _ => Fault.None;
        var invoices = (await _desk.GetAsync($"accounts/{_account}/invoices?limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(120, invoices.Count(invoice => Json.Text(invoice!["state"]) == "paid"));
        Assert.Equal(0, await _desk.BalanceAsync(_account));
        await _desk.BooksBalanceAsync();
    }

    private static JsonObject Invoice() => new()
    {
        ["lines"] = new JsonArray(new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(100) }),
    };
}
