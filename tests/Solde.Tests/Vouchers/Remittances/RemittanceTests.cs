using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Functions.Vouchers;
using Solde.Tests.Aggregates;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-07")]
public sealed class RemittanceTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task What_a_service_has_so_far_is_asked_for_though_it_is_not_fully_paid()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(2);
        var service = await desk.ReadyAsync(5);

        var remittance = await desk.AskAsync(service);

        Assert.Equal(("asked", 2, 1_800L), await desk.Desk.StandsAsync(remittance));
        var part = (await desk.ServiceAsync(service))["parts"]![0]!;
        Assert.Equal(("reimbursement_asked", remittance), (Text(part["state"]), Text(part["remittance"])));
        Assert.Equal(2, (await desk.NumbersAsync("reimbursement_asked")).Length);
        (await desk.ActAsync(service, "reimbursement")).Refuses(HttpStatusCode.Conflict, "nothing_to_ask");
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task All_that_is_to_be_asked_is_asked_over_every_wallet_and_listed_voucher_by_voucher()
    {
        var one = await VoucherDesk.OpenAsync(fixture.App);
        var other = one with { Wallet = await VoucherDesk.OpenWalletAsync(one.Desk) };
        await one.OrderAsync(7);
        await other.OrderAsync(3);
        var (first, second, third) = (await one.ReadyAsync(4), await one.ReadyAsync(3, "2026-03-03"), await other.ReadyAsync(5));
        await one.ReadyAsync(1, "2026-03-04");

        var remittance = await one.Desk.RemitAsync();

        Assert.Equal(("asked", 10, 9_000L), await one.Desk.StandsAsync(remittance));
        var services = (await one.Desk.RemittanceAsync(remittance))["services"]!.AsArray();
        Assert.Equal(
            new[] { (first, 4), (second, 3), (third, 3) }.Order(),
            services.Select(service => (Text(service!["service"]), service["vouchers"]!.GetValue<int>())).Order());
        var numbers = services.SelectMany(service => service!["numbers"]!.AsArray()).Sum(run => run!["count"]!.GetValue<int>());
        Assert.Equal(10, numbers);
        await one.IsWholeAsync();
        await other.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task A_remittance_that_is_repeated_is_the_same_one_though_nothing_is_left_to_ask()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(2);
        await desk.ReadyAsync(2);
        await fixture.App.DrainAsync();

        var first = (await desk.Desk.PostAsync(CompanyScenes.Remittances, CompanyScenes.All(), "hand-in")).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();
        var again = (await desk.Desk.PostAsync(CompanyScenes.Remittances, CompanyScenes.All(), "hand-in")).Expect(HttpStatusCode.Accepted);

        Assert.True(JsonNode.DeepEquals(first, again));
        (await desk.Desk.PostAsync(CompanyScenes.Remittances, CompanyScenes.All())).Refuses(HttpStatusCode.Conflict, "nothing_to_ask");
        Assert.Single((await desk.Desk.GetAsync(CompanyScenes.Remittances)).Expect(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Fact]
    public async Task Of_many_remittances_at_once_one_gets_each_voucher()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(6);
        await desk.ReadyAsync(4);
        await desk.ReadyAsync(2, "2026-03-03");
        await fixture.App.DrainAsync();
        var calls = Enumerable.Range(1, 6)
            .Select(n => (fixture.App, CompanyScenes.Remittances, (JsonNode)CompanyScenes.All(), "hand-in-" + n));

        var answers = await ManyCallers.PostAsync(desk.Desk.Key, calls, "VouchersCommands");
        // Newest first, so that they cross.
        await fixture.App.DrainAsync(queue => queue[^1]);

        var stands = new List<(string State, int Vouchers, long Minor)>();
        foreach (var answer in answers)
            stands.Add(await desk.Desk.StandsAsync(Text(answer.Expect(HttpStatusCode.Accepted)["remittance"]!["id"])));
        Assert.Equal((6, 5_400L), (stands.Sum(stand => stand.Vouchers), stands.Sum(stand => stand.Minor)));
        Assert.All(stands, stand => Assert.Equal(stand.Vouchers == 0 ? "empty" : "asked", stand.State));
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_message_that_comes_again_takes_up_nothing_that_came_after_it()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(1);
        var service = await desk.ReadyAsync(3);
        await fixture.App.DrainAsync();
        var nothing = CompanyScenes.Of((desk.Wallet, await desk.ReadyAsync(2, "2026-03-04")), (desk.Wallet, service));
        (await desk.Desk.PostAsync(CompanyScenes.Remittances, nothing)).Expect(HttpStatusCode.Accepted);
        var kept = new List<QueuedMessage>();
        await fixture.App.DrainAsync(queue =>
        {
            kept.Add(queue[0]);
            return queue[0];
        });
        await desk.OrderAsync(4);

        foreach (var message in kept)
            Assert.True(await fixture.App.DeliverAsync(message));
        await fixture.App.DrainAsync();

        Assert.Equal("reimbursement_asked", Text((await desk.ServiceAsync(service))["parts"]![0]!["state"]));
        Assert.Equal("allocated", Text((await desk.ServiceAsync(service))["parts"]![1]!["state"]));
        var only = (await desk.Desk.GetAsync(CompanyScenes.Remittances)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Single()!;
        Assert.Equal(("asked", 1), (Text(only["state"]), only["vouchers"]!.GetValue<int>()));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task Services_of_others_and_of_nobody_give_nothing()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await VoucherDesk.OpenCompanyAsync(desk.Desk, "other-company");
        await desk.OrderAsync(2);
        var service = await desk.ReadyAsync(2);
        var body = CompanyScenes.Of((desk.Wallet, service), (desk.Wallet, "svc_nobody"), ("wal_nobody", service));

        var made = (await desk.Desk.PostAsync("vouchers/companies/other-company/remittances", body)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        var path = $"vouchers/companies/other-company/remittances/{Text(made["remittance"]!["id"])}";
        Assert.Equal("empty", Text((await desk.Desk.GetAsync(path)).Expect(HttpStatusCode.OK)["remittance"]!["state"]));
        Assert.Equal(2, (await desk.NumbersAsync("allocated")).Length);
        Assert.Empty(fixture.App.DeadLetters);
    }

    [Fact]
    public async Task The_issuers_word_must_agree_and_then_every_voucher_is_reimbursed()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(3);
        var service = await desk.ReadyAsync(3);
        var remittance = await desk.AskAsync(service);

        (await desk.Desk.ReimburseAsync(remittance, 2_699)).Refuses(HttpStatusCode.UnprocessableEntity, "reimbursement_differs");
        (await desk.Desk.ReimburseAsync(remittance, 2_700, "2026-03-01")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.Desk.ReimburseAsync(remittance, 2_700, "2026-03-11")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        var said = (await desk.Desk.ReimburseAsync(remittance, 2_700, key: "word")).Expect(HttpStatusCode.OK);
        var again = (await desk.Desk.ReimburseAsync(remittance, 2_700, key: "word")).Expect(HttpStatusCode.OK);
        (await desk.Desk.ReimburseAsync(remittance, 2_700)).Expect(HttpStatusCode.OK);

        Assert.Equal("reimbursing", Text(said["state"]));
        Assert.True(JsonNode.DeepEquals(said, again));
        Assert.Equal("reimbursed", await desk.Desk.StateOfAsync(remittance));
        Assert.Equal(3, (await desk.NumbersAsync("reimbursed")).Length);
        Assert.Equal("2026-03-10", Text((await desk.ServiceAsync(service))["parts"]![0]!["reimbursedOn"]));
        (await desk.Desk.ReimburseAsync(remittance, 2_699)).Refuses(HttpStatusCode.Conflict, "remittance_state");
        Assert.Equal(9, await desk.CodeAsync(service));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task A_large_wallet_is_asked_in_several_transactions()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(45);
        for (var i = 0; i < 45; i++)
            await desk.ReadyAsync(1);

        var remittance = await desk.Desk.RemitAsync();

        Assert.Equal(("asked", 45, 45 * VoucherDesk.Value), await desk.Desk.StandsAsync(remittance));
        (await desk.Desk.ReimburseAsync(remittance, 45 * VoucherDesk.Value)).Expect(HttpStatusCode.OK);
        Assert.Equal("reimbursed", await desk.Desk.StateOfAsync(remittance));
        Assert.Equal(45, (await desk.NumbersAsync("reimbursed")).Length);
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task What_one_remittance_cannot_take_in_is_said_to_be_left_over()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(3);
        var oldest = await desk.ReadyAsync(1, "2026-03-01");
        await desk.ReadyAsync(1, "2026-03-03");
        await desk.ReadyAsync(1, "2026-03-02");
        await fixture.App.DrainAsync();
        var services = fixture.App.Services.GetRequiredService<CompanyServices>();

        var (found, leftOver) = await services.ToAskAsync(desk.Desk.Organisation, VoucherDesk.Company, most: 1, default);

        Assert.Equal((desk.Wallet, oldest), (found.Single().Wallet, found.Single().Service));
        Assert.Equal(2, leftOver);
    }

    [Fact]
    public void A_company_has_so_many_remittances_under_way_at_most()
    {
        var moment = new RandomWallet(isSuccessive: false).Moment;
        var opened = OpenCompany.Decide(Company.Empty("c"), new OpenCompany.Request("c", "Ménage Net", "a@example.org"), moment);
        var company = Assert.IsType<Decision<Company>.Changed>(opened).After;
        Decision<Company> Next(int number) => MakeRemittance.DecidePaper(
            company, Remittance.Paper($"rem_{number:D3}", 1, new Money(900, "EUR"), envelope: null, moment));
        for (var number = 0; number < MakeRemittance.MaxOpen; number++)
            company = Assert.IsType<Decision<Company>.Changed>(Next(number)).After;

        var refused = Assert.IsType<Decision<Company>.Refused>(Next(MakeRemittance.MaxOpen));

        Assert.Equal("too_many_remittances", refused.Refusal.Kind.Code);
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Remittances_are_listed_by_kind_and_state_oldest_or_newest_first()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(1);
        var electronic = await desk.AskAsync(await desk.ReadyAsync(1));
        var paper = await desk.Desk.RemitAsync(CompanyScenes.Paper(20, 18_000));

        Assert.Equal([electronic, paper], await ListAsync(desk.Desk, ""));
        Assert.Equal([paper, electronic], await ListAsync(desk.Desk, "?order=newest"));
        Assert.Equal([paper], await ListAsync(desk.Desk, "?kind=paper"));
        Assert.Equal([electronic], await ListAsync(desk.Desk, "?state=asked"));
        (await desk.Desk.GetAsync(CompanyScenes.Remittances + "?state=lost")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("""{"kind":"silver"}""", "kind")]
    [InlineData("""{"kind":"electronic","vouchers":3}""", "vouchers")]
    [InlineData("""{"kind":"electronic","services":[]}""", "services")]
    [InlineData("""{"kind":"electronic","services":[{"wallet":"w"}]}""", "services[0].service")]
    [InlineData("""{"kind":"paper","amount":{"minor":100,"currency":"EUR"}}""", "vouchers")]
    [InlineData("""{"kind":"paper","vouchers":0,"amount":{"minor":100,"currency":"EUR"}}""", "vouchers")]
    [InlineData("""{"kind":"paper","vouchers":1}""", "amount")]
    [InlineData("""{"kind":"paper","vouchers":1,"amount":{"minor":100,"currency":"CAD"}}""", "amount")]
    [InlineData("""{"kind":"paper","vouchers":1,"amount":{"minor":100,"currency":"EUR"},"services":[]}""", "services")]
    [Trait("Rule", "COM-07")]
    public async Task What_is_wrong_with_a_remittance_is_said_by_field(string body, string field)
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);

        var answer = await desk.PostAsync(CompanyScenes.Remittances, body);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(field, answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    private static async Task<string[]> ListAsync(Desk desk, string query)
    {
        var page = (await desk.GetAsync(CompanyScenes.Remittances + query)).Expect(HttpStatusCode.OK);
        return [.. page["items"]!.AsArray().Select(item => Text(item!["id"]))];
    }
}
