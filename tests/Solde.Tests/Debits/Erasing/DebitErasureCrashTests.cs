using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Aggregates;
using Solde.Functions.Debits;
using Solde.Tests.Faults;
using Solde.Tests.Harness;
using Xunit.Abstractions;
using static Solde.Tests.Debits.ErasureScene;

namespace Solde.Tests.Debits;

/// <summary>Erasing that dies at each of its storage calls, and is asked for again.</summary>
[Trait("Rule", "COM-12")]
[Trait("Rule", "COM-11")]
public sealed class DebitErasureCrashTests(AzuriteFixture azurite, ITestOutputHelper output)
    : DyingAppTests(azurite), IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_quota_is_erased_to_the_end_and_once(bool afterIt)
    {
        var scene = await ConsortiumScene.OpenAsync(App);
        await DiesEverywhereAsync("quota", scene.Desk, afterIt, async nth =>
        {
            var quota = scene with { Quota = Quota.IdOf(nth + 2, 0) };
            (await scene.Desk.PostAsync($"debits/groups/{scene.Group}/quotas", ConsortiumScene.QuotaBody(nth + 2)))
                .Expect(HttpStatusCode.Created);
            await quota.EndAsync();
            return ($"{quota.Group}|{quota.Quota}", [Name, $"m{nth + 2}@example.org"]);
        });
        foreach (var entry in await (scene with { Quota = Quota.IdOf(2, 0) }).JournalAsync())
            Assert.NotEqual($"as {Name} asked", (string?)entry!["reason"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_month_is_erased_to_the_end_and_once(bool afterIt)
    {
        var scene = await FileScene.OpenAsync(App, AnAgreement.Brazilian("febraban-08"));
        await DiesEverywhereAsync("debit_month", scene.Desk, afterIt, async nth =>
        {
            var (run, number) = ($"run_{nth}", 1_000 + (nth * 10));
            var place = new RunPlace(FileScene.Month, $"g{nth + 1:D3}");
            await scene.ChargedAsync(run, scene.Charges(run, number, 2).Select(charge => charge with
            {
                Group = place.Group,
                State = ChargeStates.Cancelled,
            }));
            await scene.Get<ChargedMonths>().PutAsync(scene.Desk.Organisation, place, CancellationToken.None);
            return (ChargedMonths.KeyOf(place), [$"m{number}@", $"m{number + 1}@"]);
        });
        var journal = await scene.Get<ChargeStore>()
            .JournalAsync(scene.Desk.Organisation, FileScene.Month, "g001", CancellationToken.None)
            .ToListAsync();
        Assert.Equal(["ChargesMade", "PersonalDataErased"], journal.Select(entry => entry.Action));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sent_file_is_erased_to_the_end_and_once(bool afterIt)
    {
        var scene = await FileScene.OpenAsync(App, AnAgreement.Brazilian("febraban-08"));
        var numbers = 0;
        await DiesEverywhereAsync("debit_file", scene.Desk, afterIt, async nth =>
        {
            var run = $"run_{nth}";
            await scene.ChargedAsync(run, scene.Charges(run, 1_000 + (nth * 10), 2));
            var file = Assert.Single(await scene.MakeAsync(run));
            numbers = file.Number;
            return ($"{file.Outlet}|{file.Number:D9}", []);
        });
        Assert.Empty(await scene.BlobsAsync(numbers));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_returned_file_is_erased_to_the_end_and_once(bool afterIt)
    {
        var scene = await ReturnScene.OpenAsync(App, quotas: 1);
        var reference = (await scene.QuotaAsync(scene.Consortium.Quota)).Mandates[0].Reference;
        await DiesEverywhereAsync("debit_return", scene.Desk, afterIt, async nth =>
        {
            var said = Remark(reference, $"CLIENTE {Name.ToUpperInvariant()} {nth:D3}");
            var file = await scene.ApplyAsync(ReturnScene.File(nth + 1, said));
            return ($"{ReturnScene.Agreement}|{file["id"]}", [Name]);
        });
    }

    /// <param name="make">By its number, from 0: a record that is due, its id, and words that nothing tells once it is erased.</param>
    private async Task DiesEverywhereAsync(string kind, Desk desk, bool afterIt, Func<int, Task<(string Id, string[] Words)>> make)
    {
        var records = App.Services.GetServices<IPersonalRecords>().Single(one => one.Kind == kind);
        foreach (var (number, call) in Deaths.At(0, afterIt).Index())
        {
            var (id, words) = await make(number);
            var order = Order($"ers_{call}");
            Faults.DieAt(call, afterIt);
            var death = await Record.ExceptionAsync(() => records.EraseAsync(desk.Organisation, id, order, CancellationToken.None));
            Faults.Revive();

            // Whoever comes with another order finds it, as long as anything is left.
            if (words.Length > 0 && await records.FindAsync(desk.Organisation, id, CancellationToken.None) is null)
                Assert.Empty(await Traces.OfAsync(App, words));
            Assert.True(await records.EraseAsync(desk.Organisation, id, order, CancellationToken.None));
            Assert.True(await records.EraseAsync(desk.Organisation, id, order, CancellationToken.None));
            Assert.False(await records.EraseAsync(desk.Organisation, id, Order("ers_other"), CancellationToken.None));
            Assert.Null(await records.FindAsync(desk.Organisation, id, CancellationToken.None));
            if (words.Length > 0)
                Assert.Empty(await Traces.OfAsync(App, words));
            if (death is not null)
                continue;
            output.WriteLine($"{call} storage calls");
            Assert.True(call > 4, "So few storage calls cannot have erased it.");
            return;
        }
    }
}
