using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Aggregates;

/// <summary>The app behind a storage that does what it is asked and then does not say so, or says no.</summary>
[Trait("Rule", "COM-05")]
public sealed class StorageFaultTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Transaction = "EntityGroupTransaction";

    private StorageProxy _proxy = null!;
    private SoldeTestApp _app = null!;
    private Desk _desk = null!;
    private string _account = "";

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(_proxy.ConnectionString) { TablePrefix = AzuriteFixture.RandomName("t")[..9] });
        _desk = await Desk.OpenAsync(_app);
        _account = await _desk.AccountAsync();
        // Lists and books read the account's index, which is made from messages.
        await _app.DrainAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(Fault.Status503Before))]
    [InlineData(nameof(Fault.Status503AfterCommit))]
    [InlineData(nameof(Fault.DropConnectionBefore))]
    [InlineData(nameof(Fault.DropConnectionAfterCommit))]
    [InlineData(nameof(Fault.Precondition412))]
    public async Task A_transaction_whose_answer_is_lost_once_is_done_once_and_told_so(string fault)
    {
        var faults = FaultsNext(1, Named(fault));

        var answer = await PayAsync("key-1");

        Assert.Equal(1, faults());
        answer.Expect(HttpStatusCode.Created);
        Assert.False(answer.Headers.ContainsKey("Idempotent-Replayed"));
        await OnePaymentAsync(answer);
    }

    [Theory]
    [InlineData(nameof(Fault.Status503AfterCommit))]
    [InlineData(nameof(Fault.DropConnectionAfterCommit))]
    public async Task A_call_that_failed_after_its_work_was_done_gives_the_answer_when_it_is_repeated(string fault)
    {
        FaultsNext(int.MaxValue, Named(fault));
        var failed = await PayAsync("key-1");
        _proxy.OnCall = _ => Fault.None;

        failed.Refuses(HttpStatusCode.ServiceUnavailable, "unavailable");
        var answer = await PayAsync("key-1");

        answer.Expect(HttpStatusCode.Created);
        Assert.Equal("true", answer.Headers["Idempotent-Replayed"]);
        await OnePaymentAsync(answer);
    }

    [Fact]
    public async Task An_account_whose_opening_lost_its_answer_is_opened_once()
    {
        FaultsNext(1, Fault.DropConnectionAfterCommit);
        var body = new JsonObject { ["name"] = "Paul Roy", ["email"] = "paul@example.org" };

        var answer = await _desk.PostAsync("accounts", body, "key-2");

        var id = answer.Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
        Assert.Single(await _desk.JournalAsync(id));
    }

    [Fact]
    [Trait("Rule", "COM-07")]
    public async Task Storage_that_stays_away_is_an_outage_that_says_when_to_come_again()
    {
        _proxy.OnCall = call => call.Kind == "QueryEntities" ? Fault.Status503Before : Fault.None;

        var answer = await _desk.GetAsync($"accounts/{_account}");

        answer.Refuses(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Equal("2", answer.Headers["Retry-After"]);
        Assert.DoesNotContain("ServerBusy", answer.Body, StringComparison.Ordinal);
    }

    /// <summary>The next transactions meet a fault. Gives the number that have met it so far.</summary>
    private Func<int> FaultsNext(int count, Fault fault)
    {
        var met = 0;
        _proxy.OnCall = call => call.Kind == Transaction && Interlocked.Increment(ref met) <= count ? fault : Fault.None;
        return () => Math.Min(count, met);
    }

    private Task<TestAnswer> PayAsync(string key) =>
        _desk.PostAsync($"accounts/{_account}/payments", new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(500) }, key);

    private async Task OnePaymentAsync(TestAnswer answer)
    {
        _proxy.OnCall = _ => Fault.None;
        var listed = (await _desk.GetAsync($"accounts/{_account}/payments")).Json["items"]!.AsArray();
        Assert.Equal([answer.Json["id"]!.GetValue<string>()], listed.Select(payment => payment!["id"]!.GetValue<string>()));
        Assert.Equal(-500, await _desk.BalanceAsync(_account));
        Assert.Equal(["AccountOpened", "PaymentRecorded"], (await _desk.JournalAsync(_account)).Select(entry => entry!["action"]!.GetValue<string>()));
        await _desk.BooksBalanceAsync();
    }

    private static Fault Named(string name) => name switch
    {
        nameof(Fault.Status503Before) => Fault.Status503Before,
        nameof(Fault.Status503AfterCommit) => Fault.Status503AfterCommit,
        nameof(Fault.DropConnectionBefore) => Fault.DropConnectionBefore,
        nameof(Fault.DropConnectionAfterCommit) => Fault.DropConnectionAfterCommit,
        _ => Fault.Precondition412,
    };
}
