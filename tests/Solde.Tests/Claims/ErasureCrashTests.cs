using System.Net;
using Solde.Tests.Faults;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

/// <summary>A file lies in rows, lists and blobs: what happens when the way between them is cut.</summary>
[Trait("Rule", "COM-12")]
[Trait("Rule", "COM-11")]
public sealed class ErasureCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int MaxWrites = 40;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whichever_write_dies_the_file_is_erased_whole_and_counts_once(bool afterIt)
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using var app = await SoldeTestApp.StartAsync(new SoldeTestSettings(proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
            Clock = new TestClock(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero)),
        });
        var shop = await Shop.OpenAsync(app);
        var fault = afterIt ? Fault.Status503AfterCommit : Fault.Status503Before;
        foreach (var write in Deaths.At(1, afterIt).TakeWhile(write => write <= MaxWrites))
        {
            var claim = Shop.NewNumber("C");
            var file = await shop.TellAsync(ClaimErasureTests.Told(claim, "notice"));
            await shop.TellAsync(ClaimErasureTests.Told(claim, "follow_up", "54"));
            (await shop.CancelAsync(file)).Expect(HttpStatusCode.OK);
            await app.DrainAsync();

            var erasure = await shop.Desk.EraseDyingAsync(proxy, write, fault, "claim", file);

            Assert.Equal("erased", Text((await shop.FileAsync(file))["registration"]));
            Assert.Empty(await Traces.OfAsync(app, "Quesnel", "QX-407-ZN"));
            if (erasure is null)
                return;
            Assert.Equal((1, 0), erasure.Of("claim"));
        }
        Assert.Fail($"There is always another write, after {MaxWrites} of them, too.");
    }
}
