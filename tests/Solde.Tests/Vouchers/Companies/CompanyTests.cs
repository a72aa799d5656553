using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-12")]
public sealed class CompanyTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_company_is_taken_in_under_the_issuers_number_once()
    {
        var desk = await Desk.OpenAsync(fixture.App, "EUR", "Europe/Brussels", "fr");
        var body = Profile("Ménage Net");
        body["id"] = "N-1234";

        var opened = (await desk.PostAsync(CompanyScenes.Companies, body, "key-1")).Expect(HttpStatusCode.Created);
        var again = (await desk.PostAsync(CompanyScenes.Companies, body, "key-1")).Expect(HttpStatusCode.Created);

        Assert.Equal(("N-1234", "fr"), (Text(opened["id"]), Text(opened["language"])));
        Assert.True(JsonNode.DeepEquals(opened, again));
        (await desk.PostAsync(CompanyScenes.Companies, body)).Refuses(HttpStatusCode.Conflict, "company_exists");
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task Its_profile_is_changed_by_whoever_knows_it_as_it_is()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        var etag = (await desk.GetAsync(CompanyScenes.Company)).Headers["ETag"];

        var changed = await desk.PutAsync(CompanyScenes.Company, Profile("Ménage Plus"), ("If-Match", etag));
        var late = await desk.PutAsync(CompanyScenes.Company, Profile("Ménage Moins"), ("If-Match", etag));

        Assert.Equal("Ménage Plus", Text(changed.Expect(HttpStatusCode.OK)["name"]));
        late.Refuses(HttpStatusCode.PreconditionFailed, "stale");
        (await desk.PutAsync("vouchers/companies/nobody", Profile("x"))).Refuses(HttpStatusCode.NotFound, "not_found");
        var unknownAccount = Profile("x");
        unknownAccount["billingAccount"] = "acc_nobody";
        (await desk.PutAsync(CompanyScenes.Company, unknownAccount)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Trait("Rule", "COM-04")]
    public async Task Its_financial_contact_is_changed_and_the_journal_tells_from_whom_to_whom()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        const string contact = CompanyScenes.Company + "/financial-contact";
        (await desk.PutAsync(contact, Contact("Ana"))).Expect(HttpStatusCode.OK);
        var changed = (await desk.PutAsync(contact, Contact("Luc", "+32 2 547 54 93"))).Expect(HttpStatusCode.OK);

        Assert.Equal(("Luc", "+32 2 547 54 93"), (Text(changed["financialContact"]!["name"]), Text(changed["financialContact"]!["phone"])));
        var entry = (await desk.GetAsync(CompanyScenes.Company + "/journal")).Expect(HttpStatusCode.OK)["items"]![0]!;
        Assert.Equal("FinancialContactChanged", Text(entry["action"]));
        var name = entry["changes"]!.AsArray().Single(change => Text(change!["path"]) == "head.financialContact.name")!;
        Assert.Equal(("Ana", "Luc"), (Text(name["before"]), Text(name["after"])));
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Companies_are_listed_page_by_page_and_found_by_a_part_of_their_name()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        foreach (var (id, name) in new[] { ("b", "Bulles"), ("a", "Aide à domicile"), ("c", "Coup de balai") })
        {
            var body = Profile(name);
            body["id"] = id;
            (await desk.PostAsync(CompanyScenes.Companies, body)).Expect(HttpStatusCode.Created);
        }
        await desk.App.DrainAsync();

        var first = (await desk.GetAsync(CompanyScenes.Companies + "?limit=3")).Expect(HttpStatusCode.OK);
        var rest = (await desk.GetAsync($"{CompanyScenes.Companies}?limit=3&cursor={Text(first["next"])}")).Expect(HttpStatusCode.OK);
        var wish = new JsonObject { ["text"] = "domi" };
        var found = (await desk.PostAsync(CompanyScenes.Companies + "/search", wish)).Expect(HttpStatusCode.OK);

        Assert.Equal(["a", "b", "c"], Ids(first));
        Assert.Equal([VoucherDesk.Company], Ids(rest));
        Assert.Equal(["a"], Ids(found));
    }

    [Fact]
    public async Task A_service_of_an_unknown_company_is_refused_and_one_in_no_wallet_is_not_found()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var body = VoucherDesk.Encoding(2);
        body["company"] = "nobody";

        (await desk.Desk.PostAsync($"{desk.Path}/services", body)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_company");
        (await desk.Desk.PostAsync("vouchers/wallets/wal_nobody/services", body)).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    private static JsonObject Profile(string name) => new() { ["name"] = name, ["email"] = "bureau@menage-net.example" };

    private static JsonObject Contact(string name, string? phone = null)
    {
        var contact = new JsonObject { ["name"] = name, ["email"] = "compta@menage-net.example" };
        if (phone is not null)
            contact["phone"] = phone;
        return contact;
    }

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(item => Text(item!["id"]));
}
