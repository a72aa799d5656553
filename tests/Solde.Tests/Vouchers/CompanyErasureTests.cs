using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Vouchers;
using Solde.Tests.Faults;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "COM-12")]
public sealed class CompanyErasureTests : IAsyncLifetime
{
    private const string Name = "Quesnel";
    private const string Iban = "BE68539007547034";
    private const string MaskedIban = "BE**********7034";
    private const string DirectDebit = CompanyScenes.Company + "/direct-debit";
    private const int MaxWrites = 40;

    /// <summary>Of this test alone: years go by in it.</summary>
    private readonly AppFixture _fixture = new();

    private SoldeTestApp App => _fixture.App;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task After_the_laws_time_nothing_tells_of_who_the_company_was_and_its_remittances_stay()
    {
        var desk = await IssuerAsync(App);
        var remittance = await desk.RemitAsync(CompanyScenes.Paper(20, 18_000, $"{Name} 12"));
        (await desk.ReimburseAsync(remittance, 18_000)).Expect(HttpStatusCode.OK);
        (await desk.PostAsync(DirectDebit, Wish())).Expect(HttpStatusCode.Created);
        (await desk.PostAsync(DirectDebit + "/cancellation", new JsonObject())).Expect(HttpStatusCode.OK);
        await App.DrainAsync();
        // A request for a mandate died before it was written down.
        await App.Services.GetRequiredService<MandateAccounts>()
            .TryAddAsync(desk.Organisation, VoucherDesk.Company, "mdt_lost", Iban, CancellationToken.None);
        Assert.NotEmpty(await Traces.OfAsync(App, MaskedIban));
        _fixture.Clock.Advance(Erasing.ElevenYears);

        var erasure = await desk.EraseAsync();

        Assert.Equal((1, 0), erasure.Of("company"));
        Assert.Empty(await Traces.OfAsync(App, Name, Iban, MaskedIban, "+32 2 555 77 31"));
        Assert.Equal(("reimbursed", 20, 18_000L), await desk.StandsAsync(remittance));
        var seen = (await desk.GetAsync(CompanyScenes.Company)).Expect(HttpStatusCode.OK);
        Assert.Equal("erased", Text(seen["financialContact"]!["phone"]));
        var listed = (await desk.GetAsync(CompanyScenes.Companies)).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal((VoucherDesk.Company, "erased"), (Text(Assert.Single(listed)!["id"]), Text(listed[0]!["name"])));
        (await desk.PostAsync(DirectDebit, Wish())).Refuses(HttpStatusCode.Gone, "erased");
        Assert.Empty(await Traces.OfAsync(App, Iban));
    }

    [Fact]
    public async Task Nothing_new_is_done_by_a_company_that_is_erased()
    {
        var issuer = await IssuerAsync(App);
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ElevenYears);
        await issuer.EraseAsync("company");

        var desk = new VoucherDesk(issuer, await VoucherDesk.OpenWalletAsync(issuer));

        (await issuer.PostAsync($"{desk.Path}/services", VoucherDesk.Encoding(1)))
            .Refuses(HttpStatusCode.UnprocessableEntity, "unknown_company");
        (await issuer.PostAsync(CompanyScenes.Remittances, CompanyScenes.Paper(1, 900))).Refuses(HttpStatusCode.Gone, "erased");
    }

    [Fact]
    public async Task A_service_that_waits_or_a_live_direct_debit_keeps_the_company_as_it_is()
    {
        var (waited, debited) = (await IssuerAsync(App), await IssuerAsync(App));
        var desk = new VoucherDesk(waited, await VoucherDesk.OpenWalletAsync(waited));
        await desk.ReadyAsync(1);
        (await debited.PostAsync(DirectDebit, Wish())).Expect(HttpStatusCode.Created);
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ElevenYears);

        foreach (var issuer in (Desk[])[waited, debited])
        {
            var due = (await issuer.GetAsync("erasures/due?kind=company")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
            Assert.False((bool)Assert.Single(due)!["isAtRest"]!);
            Assert.Equal((0, 1), (await issuer.EraseAsync("company")).Of("company"));
            Assert.Contains(Name, Text((await issuer.GetAsync(CompanyScenes.Company)).Json["name"]), StringComparison.Ordinal);
            (await issuer.PostAsync(
                "erasures", new JsonObject { ["reason"] = "she asks for it", ["kind"] = "company", ["record"] = VoucherDesk.Company }))
                .Refuses(HttpStatusCode.Conflict, "record_not_at_rest");
        }
        Assert.NotEmpty(await Traces.OfAsync(App, Iban));
    }

    [Theory]
    [Trait("Rule", "COM-11")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whichever_write_dies_the_company_is_erased_whole_and_counts_once(bool afterIt)
    {
        await using var proxy = await StorageProxy.StartAsync(_fixture.ConnectionString);
        await using var app = await SoldeTestApp.StartAsync(new SoldeTestSettings(proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = _fixture.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
            Clock = _fixture.Clock,
        });
        var fault = afterIt ? Fault.Status503AfterCommit : Fault.Status503Before;
        foreach (var write in Deaths.At(1, afterIt).TakeWhile(write => write <= MaxWrites))
        {
            var desk = await IssuerAsync(app);
            (await desk.PostAsync(DirectDebit, Wish())).Expect(HttpStatusCode.Created);
            (await desk.PostAsync(DirectDebit + "/cancellation", new JsonObject())).Expect(HttpStatusCode.OK);
            await app.DrainAsync();
            _fixture.Clock.Advance(Erasing.ElevenYears);

            var erasure = await desk.EraseDyingAsync(proxy, write, fault, "company", VoucherDesk.Company);

            Assert.Empty(await Traces.OfAsync(app, Name, Iban, MaskedIban));
            if (erasure is null)
                return;
            Assert.Equal((1, 0), erasure.Of("company"));
        }
        Assert.Fail($"There is always another write, after {MaxWrites} of them, too.");
    }

    /// <summary>Its company is one person.</summary>
    private static async Task<Desk> IssuerAsync(SoldeTestApp app)
    {
        var desk = await VoucherDesk.IssuerAsync(app);
        (await desk.PutAsync(CompanyScenes.Company, new JsonObject { ["name"] = $"Léa {Name}", ["email"] = $"lea.{Name}@example.org" }))
            .Expect(HttpStatusCode.OK);
        var contact = new JsonObject { ["name"] = $"Paul {Name}", ["email"] = $"paul.{Name}@example.org", ["phone"] = "+32 2 555 77 31" };
        (await desk.PutAsync(CompanyScenes.Company + "/financial-contact", contact)).Expect(HttpStatusCode.OK);
        return desk;
    }

    private static JsonObject Wish() => new() { ["iban"] = Iban, ["holder"] = $"Léa {Name}" };
}
