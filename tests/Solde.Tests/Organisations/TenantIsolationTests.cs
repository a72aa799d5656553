using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Api;
using Solde.Functions.Claims;
using Solde.Tests.Accounts;
using Solde.Tests.Claims;
using Solde.Tests.Debits;
using Solde.Tests.Harness;
using Solde.Tests.Partners;
using Solde.Tests.Payments;
using Solde.Tests.Vouchers;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Organisations;

[Trait("Rule", "COM-01")]
public sealed class TenantIsolationTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string MadeUp = "acc_00000000000000000000000000000000";

    private const string Quota = """{"number":1,"member":{"name":"Eve","language":"en"},"credit":{"minor":1,"currency":"CAD"}}""";

    /// <summary>A body that is valid for everybody, so that only the id decides.</summary>
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["PUT accounts/{account}"] = """{"name":"Eve","email":"eve@example.org"}""",
        ["POST accounts/{account}/activation"] = """{"token":"x"}""",
        ["POST accounts/{account}/members/{member}/removal"] = """{"requestedBy":"eve@example.org"}""",
        ["POST accounts/{account}/members"] = """{"name":"Eve","requestedBy":"eve@example.org"}""",
        ["POST accounts/{account}/invoices"] = """{"lines":[{"description":"x","unitPrice":{"minor":1,"currency":"CAD"}}]}""",
        ["POST accounts/{account}/payments"] = """{"method":"cash","amount":{"minor":1,"currency":"CAD"}}""",
        ["POST accounts/{account}/payments/{payment}/cancellation"] = """{"reason":"x"}""",
        ["POST accounts/{account}/payments/{payment}/reminder"] = "{}",
        ["POST accounts/{account}/payments/{payment}/allocations"] =
            """{"items":[{"invoice":"inv_1","line":"1","amount":{"minor":1,"currency":"CAD"}}]}""",
        ["POST accounts/{account}/invoices/{invoice}/cancellation"] = """{"settle":"credit","reason":"x"}""",
        ["POST accounts/{account}/credits/{credit}/refund"] = """{"method":"cash","expectedTotal":{"minor":1,"currency":"CAD"},"reason":"x"}""",
        ["POST accounts/{account}/invoices/{invoice}/lines/{line}/member"] = """{"member":"owner","reason":"x"}""",
        ["POST accounts/{account}/invoices/{invoice}/lines/{line}/difference"] =
            """{"unitPrice":{"minor":1000000,"currency":"CAD"},"reason":"x"}""",
        ["POST accounts/{account}/invoices/{invoice}/lines/{line}/substitution"] = """{"item":"judo","reason":"x"}""",
        ["POST accounts/{account}/credits"] = """{"amount":{"minor":1,"currency":"CAD"},"reason":"x"}""",
        ["POST accounts/{account}/credits/{credit}/void"] = """{"reason":"x"}""",
        ["POST accounts/{account}/credits/{credit}/move"] = """{"to":"acc_1","reason":"x"}""",
        ["POST accounts/{account}/credits/{credit}/application"] = "{}",
        ["POST accounts/{account}/credits/{credit}/allocations"] =
            """{"items":[{"invoice":"inv_1","line":"1","amount":{"minor":1,"currency":"CAD"}}]}""",
        ["POST accounts/{account}/purchases/search"] = """{"text":"x"}""",
        ["POST accounts/{account}/zero"] = """{"reason":"x"}""",
        ["POST accounts/{account}/refunds"] =
            """{"amount":{"minor":1,"currency":"CAD"},"expectedTotal":{"minor":1,"currency":"CAD"},"reason":"x"}""",
        ["POST accounts/{account}/refunds/{refund}/cancellation"] = """{"reason":"x"}""",
        ["POST accounts/{account}/reconciliation"] = "{}",
        ["POST insurance/accounts/{account}/certificates"] = """{"number":"x"}""",
        ["POST insurance/accounts/{account}/certificates/{certificate}/endorsements"] =
            """{"description":"x","manualAmount":{"minor":1,"currency":"CAD"}}""",
        ["POST insurance/accounts/{account}/certificates/{certificate}/endorsements/{endorsement}/manual-amount"] =
            """{"amount":{"minor":1,"currency":"CAD"}}""",
        ["PUT debits/groups/{group}"] = """{"name":"x","operation":"vehicle","state":"active"}""",
        ["PUT debits/groups/{group}/plan"] = """
            {"plan":{"commonFund":[{"fromAssembly":1,"ratePartsPerMillion":1}],"administrationFeePartsPerMillion":0,
            "reserveFundPartsPerMillion":0,"insurancePlans":[],"hasDefaultInsurance":false,"bankFee":{"minor":0,"currency":"CAD"}},"reason":"x"}
            """,
        ["PUT debits/groups/{group}/assemblies"] = """{"assemblies":[]}""",
        ["POST debits/groups/{group}/quotas"] = Quota,
        ["POST debits/groups/{group}/quotas/bulk"] = $$"""{"quotas":[{{Quota}}]}""",
        ["POST debits/groups/{group}/quotas/search"] = """{"text":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}"] =
            """{"member":{"name":"Eve","language":"en"},"credit":{"minor":1,"currency":"CAD"},"reason":"x"}""",
        ["POST debits/groups/{group}/quotas/{quota}/bank-accounts"] =
            """{"kind":"current","bank":"815","branch":"30000","number":"7654321"}""",
        ["POST debits/groups/{group}/quotas/{quota}/insurance-claim"] = """{"reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/{rule}/periods/{period}"] = """{"reason":"x"}""",
        ["POST debits/groups/{group}/quotas/{quota}/{rule}/periods/{period}/ending"] = """{"lastDay":"2030-01-01","reason":"x"}""",
        ["POST debits/groups/{group}/quotas/{quota}/{rule}/periods/{period}/removal"] = """{"reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/insurance-plan"] = """{"plan":"x","reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/insurance-instalments"] = """{"all":true,"reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/collection-agent"] = """{"agent":"x","reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/direct-debit"] = """{"bankAccount":"x","dayOfMonth":1,"reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/current-account"] = """{"bankAccount":"x","reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/electronic-payment"] = """{"method":"instant","reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/quota-type"] = """{"type":"normal","reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/fixed-bid"] = """{"reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/default-insurance"] = """{"state":"granted","reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/bank-fee"] = """{"isCharged":true,"reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/cancellation-reducer"] = """{"reducer":"x","reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/permanence-fee"] = """{"fee":"x","reason":"x"}""",
        ["PUT debits/groups/{group}/quotas/{quota}/slip-by-email"] = """{"reason":"x"}""",
        ["POST debits/groups/{group}/quotas/{quota}/mandates/{mandate}/confirmation"] = "{}",
        ["POST debits/groups/{group}/quotas/{quota}/mandates/{mandate}/refusal"] = """{"reason":"x"}""",
        ["POST debits/groups/{group}/quotas/{quota}/mandates/{mandate}/suspension"] = """{"reason":"x"}""",
        ["POST debits/groups/{group}/quotas/{quota}/mandates/{mandate}/resumption"] = "{}",
        ["POST debits/groups/{group}/quotas/{quota}/mandates/{mandate}/cancellation"] = """{"reason":"x"}""",
        ["POST debits/runs/{run}/stop"] = """{"reason":"x"}""",
        ["POST debits/runs/{run}/resume"] = "{}",
        ["POST debits/agreements/{agreement}/returns"] = "no file of a bank's",
        ["POST debits/groups/{group}/quotas/{quota}/charges/{month}/retry"] = """{"reason":"x"}""",
        ["POST debits/groups/{group}/quotas/{quota}/charges/{month}/cancel"] = """{"reason":"x"}""",
        ["POST debits/files/{outlet}/{sentFile}/remake"] = "{}",
        ["POST payments/actions/{account}/{entry}/retry"] = "{}",
        ["POST payments/actions/{account}/{entry}/dismissal"] = """{"reason":"x"}""",
        ["POST accounts/{account}/plans"] = """{"amount":{"minor":2,"currency":"CAD"},"every":"week","parts":2,"method":"cheque"}""",
        ["POST accounts/{account}/plans/{plan}/cancellation"] = """{"reason":"x"}""",
        ["POST accounts/{account}/plans/{plan}/instalments/{instalment}/move"] = """{"dueOn":"2030-01-01"}""",
        ["POST accounts/{account}/plans/{plan}/instalments/{instalment}/confirmation"] = "{}",
        ["POST accounts/{account}/subscriptions"] = """{"description":"Gym","price":{"minor":1,"currency":"CAD"},"paymentMethod":"pm_1"}""",
        ["PUT accounts/{account}/subscriptions/{subscription}"] = """{"price":{"minor":1,"currency":"CAD"},"paymentMethod":"pm_1"}""",
        ["POST accounts/{account}/subscriptions/{subscription}/pause"] = "{}",
        ["POST accounts/{account}/subscriptions/{subscription}/resumption"] = "{}",
        ["PUT partners/subscriptions/{eventSubscription}"] = """{"url":"https://eve.example.org/","types":["invoice.paid"]}""",
        ["POST partners/subscriptions/{eventSubscription}/pause"] = "{}",
        ["POST partners/subscriptions/{eventSubscription}/resumption"] = "{}",
        ["POST partners/subscriptions/{eventSubscription}/secret"] = "{}",
        ["POST partners/subscriptions/{eventSubscription}/test"] = "{}",
        ["POST partners/deliveries/{delivery}/redelivery"] = "{}",
        ["POST payments/comparisons/{comparison}/findings/{finding}/correction"] = "{}",
        ["PUT vouchers/wallets/{wallet}"] = """{"name":"Eve","email":"eve@example.org"}""",
        ["POST vouchers/wallets/{wallet}/absences"] = """{"from":"2030-01-01","to":"2030-01-02"}""",
        ["POST vouchers/wallets/{wallet}/orders"] = """{"count":1,"value":{"minor":1,"currency":"CAD"}}""",
        ["POST vouchers/wallets/{wallet}/services"] = """{"company":"c","performedOn":"2026-01-02","vouchers":1,"encodedBy":"worker"}""",
        ["POST vouchers/wallets/{wallet}/services/{service}/confirm"] = "{}",
        ["POST vouchers/wallets/{wallet}/services/{service}/contest"] = """{"reason":"x"}""",
        ["POST vouchers/wallets/{wallet}/services/{service}/validate"] = "{}",
        ["POST vouchers/wallets/{wallet}/services/{service}/correct"] = """{"vouchers":2,"reason":"x"}""",
        ["POST vouchers/wallets/{wallet}/services/{service}/withdraw"] = """{"reason":"x"}""",
        ["POST vouchers/wallets/{wallet}/services/{service}/reimbursement"] = "{}",
        ["PUT vouchers/companies/{company}"] = """{"name":"Eve","email":"eve@example.org"}""",
        ["PUT vouchers/companies/{company}/financial-contact"] = """{"name":"Eve","email":"eve@example.org"}""",
        ["POST vouchers/companies/{company}/visits"] = "{}",
        ["POST vouchers/companies/{company}/remittances"] = """{"kind":"electronic"}""",
        ["POST vouchers/companies/{company}/remittances/{remittance}/reimbursed"] =
            """{"reimbursedOn":"2026-03-10","amount":{"minor":1,"currency":"CAD"}}""",
        ["POST vouchers/companies/{company}/pick-ups"] = """{"date":"2026-03-12","remittances":["rem_1"]}""",
        ["POST vouchers/companies/{company}/pick-ups/{pickUp}/done"] = "{}",
        ["POST vouchers/companies/{company}/pick-ups/{pickUp}/cancellation"] = "{}",
        ["POST vouchers/companies/{company}/direct-debit"] = """{"iban":"BE68539007547034","holder":"Eve"}""",
        ["POST vouchers/companies/{company}/direct-debit/signed"] = """{"signedOn":"2026-03-10"}""",
        ["POST vouchers/companies/{company}/direct-debit/cancellation"] = "{}",
        ["POST claims/{claim}/sales-document"] = """{"estimate":"x"}""",
        ["POST claims/{claim}/credit-note"] = """{"reason":"x"}""",
        ["POST claims/{claim}/credit-note/deletion"] = """{"reason":"x"}""",
        ["POST claims/{claim}/cancellation"] = """{"reason":"x"}""",
        ["POST claims/{claim}/sending"] = """{"kind":"invoice_sent"}""",
        ["POST claims/set-aside/{setAside}/retry"] = "{}",
    };

    /// <summary>
    /// An administrator's id is chosen by the caller: putting one makes it, in his own organisation. The networks are everybody's.
    /// </summary>
    private static readonly string[] MadeByNaming =
    [
        "PUT organisations/current/administrators/{administrator}", "PUT items/{item}",
        "GET claims/networks/{network}", "PUT claims/networks/{network}", "POST claims/networks/{network}/receive",
    ];

    private static readonly string[] Lists =
    [
        "accounts", "accounts/books", "accounts/upcoming-payments", "notifications", "payments/unmatched-events",
        "items", "insurance/certificates", "partners/events", "payments/actions", "payments/payouts", "payments/comparisons",
        "vouchers/wallets", "vouchers/companies",
        "claims", "claims/set-aside", "claims/board",
        "debits/groups", "debits/books?month=2026-03", "debits/files",
        "erasures", "erasures/due?kind=account",
    ];

    [Fact]
    public async Task Every_endpoint_that_names_an_id_answers_another_organisation_as_if_it_did_not_exist()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var stranger = await Desk.OpenAsync(fixture.App);
        var ids = await SceneAsync(desk);
        var journal = (await desk.JournalAsync(ids["account"])).ToJsonString();
        var names = NamingEndpoints().ToArray();
        Assert.True(names.Length >= 16, $"Only {names.Length} endpoints name an id.");

        var faults = new List<string>();
        foreach (var (method, pattern) in names.Where(name => !MadeByNaming.Contains($"{name.Method} {name.Pattern}")))
        {
            var theirs = await CallAsync(stranger, method, Filled(pattern, name => ids[name]), pattern);
            var nobodys = await CallAsync(stranger, method, Filled(pattern, _ => MadeUp), pattern);
            if (theirs.Status != HttpStatusCode.NotFound || WithoutRequest(theirs) != WithoutRequest(nobodys) || nobodys.Status != theirs.Status)
                faults.Add($"{method} {pattern}: theirs {(int)theirs.Status} {theirs.Body}, nobody's {(int)nobodys.Status} {nobodys.Body}");
        }
        Assert.Empty(faults);
        Assert.Equal(journal, (await desk.JournalAsync(ids["account"])).ToJsonString());
        (await desk.GetAsync("accounts")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_same_endpoints_answer_their_own_organisation()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var ids = await SceneAsync(desk);

        foreach (var (_, pattern) in NamingEndpoints().Where(name => name.Method == "GET"))
            Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync(Filled(pattern, name => ids[name]))).Status);
    }

    [Fact]
    public async Task An_account_named_in_a_body_or_a_query_is_not_found_either()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var stranger = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var card = await desk.SaveCardAsync(account);

        foreach (var id in new[] { account, MadeUp })
        {
            var save = new JsonObject { ["account"] = id, ["providerToken"] = "pm_card_visa" };
            var charge = new JsonObject { ["account"] = id, ["paymentMethod"] = card, ["amount"] = Desk.Money(100) };
            (await stranger.PostAsync("payments/methods", save)).Refuses(HttpStatusCode.NotFound, "not_found");
            (await stranger.PostAsync("payments/charges", charge)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_saved_method");
            var methods = (await stranger.GetAsync("payments/methods?account=" + id)).Expect(HttpStatusCode.OK);
            Assert.Empty(methods["items"]!.AsArray());
        }
    }

    [Fact]
    public async Task Lists_show_nothing_of_others()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var stranger = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync("Marie of one organisation only");
        await desk.PayAsync(account, 100);
        await desk.PlanAsync(account, 1_000, new JsonObject { ["method"] = "cheque" });
        var item = new JsonObject { ["name"] = "Marie's judo", ["unitPrice"] = Desk.Money(100) };
        (await desk.PutAsync("items/judo", item)).Expect(HttpStatusCode.OK);
        var certificate = new JsonObject { ["number"] = "1" };
        (await desk.PostAsync($"insurance/accounts/{account}/certificates", certificate)).Expect(HttpStatusCode.Created);
        await VoucherDesk.OpenWalletAsync(desk, VoucherDesk.User("Marie of one organisation only"));
        var company = new JsonObject { ["name"] = "Marie's company", ["email"] = "marie@example.org" };
        (await desk.PostAsync("vouchers/companies", company)).Expect(HttpStatusCode.Created);
        await DebitsSceneAsync(desk, account);
        await desk.App.DrainAsync();

        foreach (var list in Lists)
        {
            var answer = await stranger.GetAsync(list);
            answer.Expect(HttpStatusCode.OK);
            Assert.DoesNotContain(account, answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("Marie", answer.Body, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(account, (await stranger.SearchAsync("Marie")).Body, StringComparison.Ordinal);
        Assert.Contains(account, (await desk.SearchAsync("Marie")).Body, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, string>> SceneAsync(Desk desk)
    {
        var account = await desk.AccountAsync("Marie Tremblay", $"{desk.Organisation}@example.org");
        var invoice = await desk.InvoiceAsync(account, 100);
        var payment = (await desk.PayAsync(account, 50))["id"]!.GetValue<string>();
        var member = (await desk.PostAsync($"accounts/{account}/members", new JsonObject { ["name"] = "Léo", ["requestedBy"] = $"{desk.Organisation}@example.org" }))
            .Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
        var cancelled = await desk.InvoiceAsync(account, 20);
        await desk.PayAsync(account, 20, cancelled);
        var credit = (await desk.CancelInvoiceAsync(account, cancelled, "credit"))["credit"]!["id"]!.GetValue<string>();
        var refund = (await desk.RefundAsync(account, 10))["id"]!.GetValue<string>();
        var plan = Text((await desk.PlanAsync(account, 1_000, new JsonObject { ["method"] = "cheque" }))["id"]);
        var subscription = Text((await desk.SubscribeAsync(account, 1_000, await desk.SaveCardAsync(account)))["id"]);
        var events = Text((await desk.PostAsync(
            PartnerScenes.Subscriptions, PartnerScenes.Wish(new Uri("https://nobody.invalid/"), "invoice.paid"))).Expect(HttpStatusCode.Created)["id"]);
        var delivery = Text((await desk.PostAsync($"{PartnerScenes.Subscriptions}/{events}/test", null)).Expect(HttpStatusCode.Accepted)["id"]);
        var person = new JsonObject
        {
            ["name"] = "Ana",
            ["email"] = "ana@example.org",
            ["language"] = "pt",
            ["permissions"] = new JsonArray(),
            ["emails"] = new JsonArray(),
        };
        (await desk.PutAsync("organisations/current/administrators/ana", person)).Expect(HttpStatusCode.OK);
        (await desk.PutAsync("items/judo", new JsonObject { ["name"] = "Judo", ["unitPrice"] = Desk.Money(100) })).Expect(HttpStatusCode.OK);
        var certificates = $"insurance/accounts/{account}/certificates";
        var certificate = (await desk.PostAsync(certificates, new JsonObject { ["number"] = "1" }))
            .Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
        var endorsement = (await desk.PostAsync($"{certificates}/{certificate}/endorsements", new JsonObject { ["description"] = "x" }))
            .Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
        await fixture.ForeignChargeAsync(1_000, PayoutScenes.WordsOf(desk, account, payment));
        var payout = await fixture.PaidOutAsync();
        var claim = Text((await desk.PostAsync("claims/messages?network=darva", Shop.Message("C-1", "notice", number: "1")))
            .Expect(HttpStatusCode.OK)["claim"]);
        var aside = Text((await desk.PostAsync("claims/messages?network=darva", "{}")).Json["detail"]);
        var mandate = await DebitsSceneAsync(desk, account);
        var run = await ChargedAsync(desk);
        var comparison = await desk.ComparedAsync();
        var wallet = new VoucherDesk(desk, await VoucherDesk.OpenWalletAsync(desk));
        var order = new JsonObject { ["count"] = 1, ["value"] = Desk.Money(900) };
        var voucher = (await desk.PostAsync($"{wallet.Path}/orders", order)).Expect(HttpStatusCode.Created);
        await VoucherDesk.OpenCompanyAsync(desk, billingAccount: account);
        const string company = "vouchers/companies/" + VoucherDesk.Company;
        var paper = new JsonObject { ["kind"] = "paper", ["vouchers"] = 1, ["amount"] = Desk.Money(900) };
        var remittance = Text((await desk.PostAsync(company + "/remittances", paper)).Expect(HttpStatusCode.Accepted)["remittance"]!["id"]);
        var carrier = new JsonObject { ["date"] = "2026-03-12", ["remittances"] = new JsonArray(remittance) };
        var debit = new JsonObject { ["iban"] = "BE68539007547034", ["holder"] = "Marie" };
        (await desk.PostAsync(company + "/direct-debit", debit)).Expect(HttpStatusCode.Created);
        var absence = new JsonObject { ["from"] = "2030-01-01", ["to"] = "2030-01-02" };
        var erasure = new JsonObject { ["reason"] = "x", ["kind"] = "notification" };
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["certificate"] = certificate,
            ["endorsement"] = endorsement,
            ["account"] = account,
            ["invoice"] = invoice,
            ["payment"] = payment,
            ["member"] = member,
            ["line"] = "1",
            ["item"] = "judo",
            ["credit"] = credit,
            ["refund"] = refund,
            ["plan"] = plan,
            ["instalment"] = "1",
            ["subscription"] = subscription,
            ["eventSubscription"] = events,
            ["delivery"] = delivery,
            ["entry"] = await fixture.FailedInstalmentAsync(desk, account, 1_000),
            ["payout"] = payout,
            ["comparison"] = comparison,
            ["finding"] = Text((await desk.FindingsAsync(comparison))[0]!["id"]),
            ["group"] = "g1",
            ["quota"] = "000001-00",
            ["rule"] = "direct-debit",
            ["period"] = "1",
            ["mandate"] = mandate,
            ["agreement"] = "desj-1",
            ["file"] = await ReturnedAsync(desk),
            ["run"] = run,
            ["month"] = "2026-03",
            ["outlet"] = "bank-desj-1",
            ["sentFile"] = "1",
            ["key"] = desk.Key.Split('_')[^2],
            ["administrator"] = "ana",
            ["wallet"] = wallet.Wallet,
            ["company"] = VoucherDesk.Company,
            ["remittance"] = remittance,
            ["pickUp"] = Text((await desk.PostAsync(company + "/pick-ups", carrier)).Expect(HttpStatusCode.Created)["id"]),
            ["order"] = Text(voucher["id"]),
            ["number"] = Text(voucher["first"]),
            ["service"] = await wallet.EncodeAsync(1),
            ["absence"] = Text((await desk.PostAsync($"{wallet.Path}/absences", absence)).Expect(HttpStatusCode.Created)["id"]),
            ["claim"] = claim,
            ["message"] = ClaimFile.KeyOf("1"),
            ["setAside"] = aside[aside.IndexOf("asd_", StringComparison.Ordinal)..][..36],
            ["network"] = "darva",
            ["erasure"] = Text((await desk.PostAsync("erasures", erasure)).Expect(HttpStatusCode.Accepted)["id"]),
        };
    }

    /// <summary>A quota with a direct debit, its first rule, and a file to the bank; the mandate's id.</summary>
    private static async Task<string> DebitsSceneAsync(Desk desk, string account)
    {
        var settings = JsonNode.Parse("""
            {"agents":[{"code":"desj","name":"Marie's bank","operations":["x"],"remittanceTypes":[{"type":"direct_debit","bank":"815"}]}],
            "agreements":[{"id":"desj-1","scheme":"cpa005","profile":"cpa","currency":"CAD","ourId":"ORIG000001","ourName":"Marie's",
            "bankCode":"81510","bankName":"Desjardins","transactionCode":"430",
            "ownAccount":{"number":"9876543","branch":"12345","institution":"815"}}]}
            """)!.AsObject();
        (await desk.PutAsync("debits/settings", settings)).Expect(HttpStatusCode.OK);
        var files = FileScene.Of(desk, AnAgreement.Canadian() with { Id = "desj-1" });
        await files.ChargedAsync("run_1", files.Charge("run_1", 1));
        await files.MakeAsync("run_1");
        var group = JsonNode.Parse(Bodies["PUT debits/groups/{group}/plan"])!.AsObject();
        group.Remove("reason");
        group["id"] = "g1";
        group["name"] = "Marie's group";
        group["operation"] = "x";
        group["agent"] = "desj";
        (await desk.PostAsync("debits/groups", group)).Expect(HttpStatusCode.Created);
        var quota = JsonNode.Parse(Quota)!.AsObject();
        quota["member"]!["account"] = account;
        (await desk.PostAsync("debits/groups/g1/quotas", quota)).Expect(HttpStatusCode.Created);
        var body = JsonNode.Parse(Bodies["POST debits/groups/{group}/quotas/{quota}/bank-accounts"])!.AsObject();
        var known = (await desk.PostAsync("debits/groups/g1/quotas/000001-00/bank-accounts", body)).Expect(HttpStatusCode.Created);
        var debit = new JsonObject { ["bankAccount"] = Text(known["id"]), ["dayOfMonth"] = 1, ["reason"] = "x" };
        (await desk.PutAsync("debits/groups/g1/quotas/000001-00/direct-debit", debit)).Expect(HttpStatusCode.OK);
        return Text((await desk.GetAsync("debits/groups/g1/quotas/000001-00/mandates")).Expect(HttpStatusCode.OK)["items"]![0]!["id"]);
    }

    /// <summary>The quota's charge of a month; the run's id.</summary>
    private static async Task<string> ChargedAsync(Desk desk)
    {
        var assemblies = """{"assemblies":[{"month":"2026-03","number":1,"heldOn":"2026-03-12","dueOn":"2026-03-15"}]}""";
        (await desk.PutAsync("debits/groups/g1/assemblies", assemblies)).Expect(HttpStatusCode.OK);
        var quota = """
            {"member":{"name":"Marie","language":"en","postalAddress":"1 rue Un"},"credit":{"minor":9000000,"currency":"CAD"},"reason":"x"}
            """;
        (await desk.PutAsync("debits/groups/g1/quotas/000001-00", quota)).Expect(HttpStatusCode.OK);
        var run = Text((await desk.PostAsync("debits/runs", """{"month":"2026-03"}""")).Expect(HttpStatusCode.Accepted)["id"]);
        await desk.App.DrainAsync();
        return run;
    }

    /// <summary>A file that is refused, and listed; its id.</summary>
    private static async Task<string> ReturnedAsync(Desk desk)
    {
        (await desk.PostAsync("debits/agreements/desj-1/returns", "no file of a bank's")).Expect(HttpStatusCode.UnprocessableEntity);
        return Text((await desk.GetAsync("debits/agreements/desj-1/returns")).Expect(HttpStatusCode.OK)["items"]![0]!["id"]);
    }

    private IEnumerable<(string Method, string Pattern)> NamingEndpoints() => fixture.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.Parameters.Count > 0 && endpoint.RoutePattern.RawText!.Contains("/v1/", StringComparison.Ordinal))
        .Where(endpoint => endpoint.Metadata.GetMetadata<ScopeNeeded>()?.Scope != Scopes.Operator)
        .Select(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0], PatternOf(endpoint.RoutePattern)));

    private static string PatternOf(RoutePattern pattern) => string.Join('/', pattern.PathSegments.Skip(2).Select(segment => segment.Parts[0] switch
    {
        RoutePatternParameterPart parameter => "{" + parameter.Name + "}",
        RoutePatternLiteralPart literal => literal.Content,
        var other => throw new NotSupportedException(other.ToString()),
    }));

    private static string Filled(string pattern, Func<string, string> id) => string.Join('/', pattern.Split('/').Select(part =>
        part.StartsWith('{') ? id(part.Trim('{', '}')) : part));

    private static Task<TestAnswer> CallAsync(Desk desk, string method, string path, string pattern)
    {
        var body = method is "POST" or "PUT" ? Bodies[$"{method} {pattern}"] : null;
        return desk.App.SendAsync(new HttpMethod(method), "/api/v1/" + path, body, desk.Key, method == "POST" ? Desk.NewKey() : null);
    }

    private static string WithoutRequest(TestAnswer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("requestId");
        return json.ToJsonString();
    }
}
