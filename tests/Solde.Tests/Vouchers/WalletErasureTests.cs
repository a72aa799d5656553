using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Faults;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "COM-12")]
public sealed class WalletErasureTests : IAsyncLifetime
{
    private const string Name = "Quesnel";
    private const string Worker = "Ferreira";
    private const string Reference = "OUV-7731";
    private const int MaxWrites = 40;

    /// <summary>Of this test alone: years go by in it.</summary>
    private readonly AppFixture _fixture = new();

    private SoldeTestApp App => _fixture.App;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task After_the_laws_time_nothing_tells_of_user_and_worker_and_every_voucher_is_where_it_was()
    {
        var desk = await OpenAsync();
        await desk.OrderAsync(3);
        var service = await DisputedAsync(desk);
        var remittance = await desk.Desk.RemitAsync();
        (await desk.Desk.ReimburseAsync(remittance, 3 * VoucherDesk.Value)).Expect(HttpStatusCode.OK);
        Assert.NotEmpty(await Traces.OfAsync(App, Name));
        Assert.NotEmpty(await Traces.OfAsync(App, Worker));
        var (ledgers, shown) = ((await desk.IsWholeAsync())["ledgers"]!.ToJsonString(), await ShownAsync(desk));
        _fixture.Clock.Advance(Erasing.ElevenYears);

        var erasure = await desk.Desk.EraseAsync();

        Assert.Equal((1, 0), erasure.Of("wallet"));
        Assert.Empty(await Traces.OfAsync(App, Name, Worker, Reference));
        Assert.Equal(ledgers, (await desk.IsWholeAsync())["ledgers"]!.ToJsonString());
        Assert.Equal(shown, await ShownAsync(desk));
        var seen = await desk.ServiceAsync(service);
        Assert.Equal(("erased", "erased"), (Text(seen["worker"]!["name"]), Text(seen["worker"]!["reference"])));
        Assert.Equal("erased", Text((await desk.ReadAsync())["name"]));
        var listed = (await desk.Desk.GetAsync(VoucherDesk.Wallets)).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal("erased", Text(Assert.Single(listed)!["name"]));
        (await desk.Desk.PostAsync($"{desk.Path}/orders", VoucherDesk.Order(1))).Refuses(HttpStatusCode.Gone, "erased");
    }

    [Fact]
    public async Task What_a_company_may_still_ask_for_keeps_the_wallet_as_it_is()
    {
        var desk = await OpenAsync();
        await desk.OrderAsync(3);
        await DisputedAsync(desk);
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ElevenYears);

        Assert.Equal((0, 1), (await desk.Desk.EraseAsync("wallet")).Of("wallet"));

        Assert.Contains(Name, Text((await desk.ReadAsync())["name"]), StringComparison.Ordinal);
        var remittance = await desk.Desk.RemitAsync();
        Assert.Equal(("asked", 3, 3 * VoucherDesk.Value), await desk.Desk.StandsAsync(remittance));
    }

    [Fact]
    public async Task A_remittance_that_names_an_erased_wallet_takes_up_what_there_is_elsewhere()
    {
        var erased = await OpenAsync();
        var gone = await WithdrawnAsync(erased);
        await erased.Desk.EraseAsync("wallet", erased.Wallet);
        var desk = erased with { Wallet = await VoucherDesk.OpenWalletAsync(erased.Desk) };
        await desk.OrderAsync(2);
        var service = await desk.ReadyAsync(2);

        var remittance = await desk.Desk.RemitAsync(CompanyScenes.Of((erased.Wallet, gone), (desk.Wallet, service)));

        Assert.Equal(("asked", 2, 2 * VoucherDesk.Value), await desk.Desk.StandsAsync(remittance));
        Assert.Empty(App.DeadLetters);
    }

    [Theory]
    [Trait("Rule", "COM-11")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whichever_write_dies_the_wallet_is_erased_whole_and_counts_once(bool afterIt)
    {
        await using var proxy = await StorageProxy.StartAsync(_fixture.ConnectionString);
        await using var app = await SoldeTestApp.StartAsync(new SoldeTestSettings(proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = _fixture.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
            Clock = _fixture.Clock,
        });
        var issuer = await VoucherDesk.IssuerAsync(app);
        var fault = afterIt ? Fault.Status503AfterCommit : Fault.Status503Before;
        foreach (var write in Deaths.At(1, afterIt).TakeWhile(write => write <= MaxWrites))
        {
            var desk = new VoucherDesk(issuer, await VoucherDesk.OpenWalletAsync(issuer, User()));
            await WithdrawnAsync(desk);

            var erasure = await issuer.EraseDyingAsync(proxy, write, fault, "wallet", desk.Wallet);

            Assert.Equal("erased", Text((await desk.ReadAsync())["name"]));
            await desk.IsWholeAsync();
            // Notices are records of another kind.
            Assert.DoesNotContain(
                await Traces.OfAsync(app, Name, Worker, Reference), place => !place.StartsWith("Notification", StringComparison.Ordinal));
            if (erasure is null)
                return;
            Assert.Equal((1, 0), erasure.Of("wallet"));
        }
        Assert.Fail($"There is always another write, after {MaxWrites} of them, too.");
    }

    private static JsonObject User()
    {
        var user = VoucherDesk.User($"Amélie {Name}");
        user["email"] = $"amelie.{Name}@example.org";
        return user;
    }

    private Task<VoucherDesk> OpenAsync() => VoucherDesk.OpenAsync(App, user: User());

    private static async Task<string> EncodedAsync(VoucherDesk desk)
    {
        var encoding = VoucherDesk.Encoding(4);
        encoding["worker"] = new JsonObject { ["name"] = $"Ana {Worker}", ["reference"] = Reference };
        return Text((await desk.Desk.PostAsync($"{desk.Path}/services", encoding)).Expect(HttpStatusCode.Created)["id"]);
    }

    /// <summary>Contested and corrected to three vouchers, then agreed on.</summary>
    private static async Task<string> DisputedAsync(VoucherDesk desk)
    {
        var service = await EncodedAsync(desk);
        (await desk.ActAsync(service, "contest", VoucherDesk.Reason($"{Worker} left early"))).Expect(HttpStatusCode.OK);
        var correction = VoucherDesk.Reason($"agreed with Amélie {Name}");
        correction["vouchers"] = 3;
        (await desk.ActAsync(service, "correct", correction)).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);
        await desk.Desk.App.DrainAsync();
        return service;
    }

    private static async Task<string> WithdrawnAsync(VoucherDesk desk)
    {
        var service = await EncodedAsync(desk);
        (await desk.ActAsync(service, "withdraw", VoucherDesk.Reason($"it was not {Worker}"))).Expect(HttpStatusCode.OK);
        await desk.Desk.App.DrainAsync();
        return service;
    }

    /// <summary>What the company's lists show, but for names.</summary>
    private static async Task<string[]> ShownAsync(VoucherDesk desk) =>
        [.. (await desk.Desk.ServicesAsync()).Select(item => $"{item["service"]!["id"]} {item["status"]!["code"]} {item["changedAt"]}")];
}
