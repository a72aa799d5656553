using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Vouchers;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;
using Solde.Tests.Aggregates;
using Solde.Tests.Faults;
using Solde.Tests.Harness;
using Xunit.Abstractions;

namespace Solde.Tests.Vouchers;

/// <summary>Two orders and fifty confirmations at the same instant on one wallet.</summary>
[Trait("Rule", "VOU-10")]
public sealed class ConcurrencyTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const int Services = 50;
    private const int Ordered = 40;
    private const int Processes = 8;

    private StorageProxy _proxy = null!;
    private SoldeTestApp _app = null!;

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(_proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
        });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Through_one_app_each_voucher_is_allocated_exactly_once()
    {
        var (desk, services) = await SceneAsync();
        var calls = services.Select(id => (_app, $"{desk.Path}/services/{id}/confirm", (JsonNode)new JsonObject(), "confirm-" + id))
            .Concat(Enumerable.Range(1, 2).Select(n => (_app, $"{desk.Path}/orders", (JsonNode)VoucherDesk.Order(Ordered), "order-" + n)));

        var before = _proxy.Calls.Count;
        var answers = await ManyCallers.PostAsync(desk.Desk.Key, calls.OrderBy(call => call.Item4[^1]), "VouchersCommands");

        Assert.All(answers, answer => Assert.True((int)answer.Status is 200 or 201, answer.Body));
        TellRetries(before, "one app");
        await IsRightAsync(desk);
    }

    [Fact]
    public async Task Through_processes_that_know_nothing_of_each_other_each_voucher_is_allocated_exactly_once()
    {
        var (desk, services) = await SceneAsync();
        var terms = _app.Services.GetRequiredService<VoucherTerms>();
        var numbers = _app.Services.GetRequiredService<VoucherNumbers>();
        var moment = (await terms.FindAsync(desk.Desk.Organisation, default))!;
        var stores = Enumerable.Range(0, Processes).Select(_ => new AggregateStore<Wallet>(
            _app.Services.GetRequiredService<TableServiceClient>(), TimeProvider.System, new AggregateLocks())).ToArray();

        async Task<Answer> OrderAsync(AggregateStore<Wallet> store)
        {
            var first = await numbers.ReserveAsync(desk.Desk.Organisation, Ordered, default);
            var lot = new Lot(Lot.IdOf(first), first, Ordered, new Money(900, "EUR"), moment.Today.AddDays(30), moment.Now, Lot.NoneTaken);
            return await store.ChangeAsync(desk.Wallet, CommandOf(desk), wallet => OrderVouchers.Decide(wallet, lot, moment));
        }

        Task<Answer> ConfirmAsync(AggregateStore<Wallet> store, string service) => store.ChangeAsync(
            desk.Wallet, CommandOf(desk), wallet => ValidationActs.Decide(wallet, service, moment, ConfirmService.Decide));

        var before = _proxy.Calls.Count;
        var work = services.Select((service, i) => ConfirmAsync(stores[i % Processes], service))
            .Concat([OrderAsync(stores[0]), OrderAsync(stores[Processes / 2])])
            .ToArray();
        var answers = await Task.WhenAll(work);

        Assert.All(answers, answer => Assert.True(answer.Refusal is null, answer.Refusal?.Kind.Code));
        TellRetries(before, $"{Processes} processes");
        // Their messages went nowhere, as if each had died after its commit: the timer finds them in the outbox.
        await IsRightAsync(desk);
    }

    /// <summary>A wallet with fifty services of two vouchers that wait for the user alone.</summary>
    private async Task<(VoucherDesk Desk, IReadOnlyList<string> Services)> SceneAsync()
    {
        var desk = await VoucherDesk.OpenAsync(_app);
        var services = new List<string>();
        for (var i = 0; i < Services; i++)
        {
            services.Add(await desk.EncodeAsync(2));
            (await desk.ActAsync(services[i], "validate")).Expect(HttpStatusCode.OK);
        }
        await _app.DrainAsync();
        return (desk, services);
    }

    private static async Task IsRightAsync(VoucherDesk desk)
    {
        await desk.IsWholeAsync();
        var numbers = await desk.NumbersAsync("allocated");
        Assert.Equal(Enumerable.Range(1, 2 * Ordered).Select(number => $"{number:D12}"), numbers);
        var wallet = await desk.ReadAsync();
        Assert.Equal((0L, 80L, 10, 20), (
            wallet["available"]!.GetValue<long>(),
            wallet["allocated"]!.GetValue<long>(),
            wallet["waiting"]!.GetValue<int>(),
            wallet["missing"]!.GetValue<int>()));
    }

    /// <summary>A wallet's journal has an entry a commit: the other transactions were lost to somebody faster, and made again.</summary>
    private void TellRetries(int before, string who)
    {
        var commits = _proxy.Calls.Skip(before).Count(call => call.Kind == "EntityGroupTransaction");
        output.WriteLine($"{who}: {commits} transactions for {Services + 2} commands, {commits - Services - 2} made again.");
    }

    private static Command CommandOf(VoucherDesk desk)
    {
        var outgoing = new OutgoingMessages();
        outgoing.Allow(VoucherQueue.Sends);
        return new Command
        {
            Organisation = desk.Desk.Organisation,
            Actor = "test",
            IdempotencyKey = Desk.NewKey(),
            Outgoing = outgoing,
            CancellationToken = default,
        };
    }
}
