using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Debits;

/// <summary>Quotas behind a storage that does what it is asked and then does not say so, or says no.</summary>
[Trait("Rule", "COM-05")]
public sealed class QuotaFaultTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Transaction = "EntityGroupTransaction";

    private StorageProxy _proxy = null!;
    private SoldeTestApp _app = null!;
    private ConsortiumScene _scene = null!;

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        var settings = new SoldeTestSettings(_proxy.ConnectionString) { TablePrefix = AzuriteFixture.RandomName("t")[..9] };
        _app = await SoldeTestApp.StartAsync(settings);
        _scene = await ConsortiumScene.OpenAsync(_app);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_quota_whose_adding_lost_its_answer_is_added_once()
    {
        FaultNext(Fault.DropConnectionAfterCommit);

        var answer = await _scene.Desk.PostAsync($"debits/groups/{_scene.Group}/quotas", ConsortiumScene.QuotaBody(2), "key-2");

        answer.Expect(HttpStatusCode.Created);
        var journal = (await _scene.Desk.GetAsync($"debits/groups/{_scene.Group}/quotas/000002-00/journal")).Expect(HttpStatusCode.OK);
        Assert.Single(journal["items"]!.AsArray());
    }

    [Theory]
    [InlineData(nameof(Fault.Status503Before))]
    [InlineData(nameof(Fault.Status503AfterCommit))]
    [InlineData(nameof(Fault.DropConnectionAfterCommit))]
    [InlineData(nameof(Fault.Precondition412))]
    public async Task A_change_whose_answer_is_lost_is_made_once(string fault)
    {
        FaultNext(Named(fault));

        await _scene.DoneAsync("fixed-bid", new JsonObject { ["from"] = "2026-05-01" });

        Assert.Equal(["2026-05-01.. takes_part"], await _scene.PeriodsAsync("fixed-bid"));
        Assert.Equal(2, (await _scene.JournalAsync()).Count);
    }

    private void FaultNext(Fault fault)
    {
        var met = 0;
        _proxy.OnCall = call => call.Kind == Transaction && Interlocked.Increment(ref met) == 1 ? fault : Fault.None;
    }

    private static Fault Named(string name) => name switch
    {
        nameof(Fault.Status503Before) => Fault.Status503Before,
        nameof(Fault.Status503AfterCommit) => Fault.Status503AfterCommit,
        nameof(Fault.DropConnectionAfterCommit) => Fault.DropConnectionAfterCommit,
        _ => Fault.Precondition412,
    };
}
