using System.Net;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Insurance;

/// <summary>The endorsement and its invoice lie in two partitions: what happens when the way between them is cut.</summary>
[Trait("Rule", "INS-02")]
[Trait("Rule", "COM-11")]
public sealed class CrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private StorageProxy _proxy = null!;
    private SoldeTestApp _app = null!;
    private Office _office = null!;

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(_proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
            Clock = new TestClock(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero)),
        });
        var desk = await Desk.OpenAsync(_app);
        await Office.ChangeFeesAsync(desk, Office.Fees(1_250));
        var account = await desk.AccountAsync();
        _office = new Office(desk, account, await Office.OpenCertificateAsync(desk, account));
        await _app.DrainAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task A_request_that_dies_at_either_write_is_made_once_by_whoever_comes_again(int write, bool afterIt)
    {
        var writes = 0;
        var isDown = false;
        // Once it has died nothing of the storage answers, as for a process that is gone.
        _proxy.OnCall = call =>
        {
            if (isDown)
                return Fault.Status503Before;
            if (call.Kind != "EntityGroupTransaction" || ++writes < write)
                return Fault.None;
            isDown = true;
            return afterIt ? Fault.Status503AfterCommit : Fault.Status503Before;
        };
        var path = $"{_office.Path}/endorsements";
        (await _office.Desk.PostAsync(path, Office.Endorsement(5_000), "key-1")).Refuses(HttpStatusCode.ServiceUnavailable, "unavailable");
        // What a dead process would have sent is gone with it.
        _app.Queue.Clear();
        _proxy.OnCall = _ => Fault.None;

        (await _office.Desk.PostAsync(path, Office.Endorsement(5_000), "key-1")).Expect(HttpStatusCode.Created);
        await _app.DrainAsync();

        Assert.Equal(6_250, await _office.BalanceAsync());
        Assert.Single((await _office.Desk.GetAsync(path)).Expect(HttpStatusCode.OK)["items"]!.AsArray());
        Assert.Single((await _office.Desk.GetAsync($"accounts/{_office.Account}/invoices")).Json["items"]!.AsArray());
        Assert.Empty(_app.DeadLetters);
        await _office.Desk.BooksBalanceAsync();
    }
}
