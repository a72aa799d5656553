using System.Net;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Vouchers;

/// <summary>A remittance changes a company and wallets in partitions of their own: what happens when the way between them is cut.</summary>
[Trait("Rule", "VOU-07")]
[Trait("Rule", "COM-11")]
public sealed class RemittanceCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    /// <summary>So many transactions an undisturbed course has: company, wallet, company and two lists; then the same once more.</summary>
    private const int Writes = 10;

    [Fact]
    public async Task Whichever_write_dies_every_voucher_is_asked_and_reimbursed_once()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using var app = await SoldeTestApp.StartAsync(new SoldeTestSettings(proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
        });
        for (var write = 1; write <= Writes; write++)
        {
            await IsRightAfterAsync(write, Fault.Status503Before, proxy, app);
            await IsRightAfterAsync(write, Fault.Status503AfterCommit, proxy, app);
        }
    }

    private static async Task IsRightAfterAsync(int write, Fault fault, StorageProxy proxy, SoldeTestApp app)
    {
        var desk = await VoucherDesk.OpenAsync(app);
        await desk.OrderAsync(3);
        await desk.ReadyAsync(2);
        var partial = await desk.ReadyAsync(4, "2026-03-03");
        await app.DrainAsync();
        var (writes, tries) = (0, 0);
        // The client tries again by itself, four times in all: one that dies fails every one of them.
        proxy.OnCall = call =>
        {
            if (call.Kind != "EntityGroupTransaction" || tries == 4 || (tries == 0 && ++writes < write))
                return Fault.None;
            tries++;
            return fault;
        };

        var made = await RepeatedAsync(() => desk.Desk.PostAsync(CompanyScenes.Remittances, CompanyScenes.All(), "hand-in"), app);
        await app.DrainAsync();
        var remittance = made.Expect(HttpStatusCode.Accepted)["remittance"]!["id"]!.GetValue<string>();
        var word = CompanyScenes.Paid(2_700, TodayInBrussels());
        await RepeatedAsync(() => desk.Desk.PostAsync($"{CompanyScenes.Remittances}/{remittance}/reimbursed", word, "word"), app);
        await app.DrainAsync();
        proxy.OnCall = _ => Fault.None;

        Assert.Equal(4, tries);
        Assert.Equal(("reimbursed", 3, 2_700L), await desk.Desk.StandsAsync(remittance));
        Assert.Equal(3, (await desk.NumbersAsync("reimbursed")).Length);
        Assert.Equal(17, await desk.CodeAsync(partial));
        await desk.IsWholeAsync();
    }

    private static string TodayInBrussels() =>
        $"{TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels")):yyyy-MM-dd}";

    /// <summary>A caller that got no answer asks again with the same key; what the dead process would have sent is gone with it.</summary>
    private static async Task<TestAnswer> RepeatedAsync(Func<Task<TestAnswer>> ask, SoldeTestApp app)
    {
        var answer = await ask();
        if (answer.Status != HttpStatusCode.ServiceUnavailable)
            return answer;
        app.Queue.Clear();
        return await ask();
    }
}
