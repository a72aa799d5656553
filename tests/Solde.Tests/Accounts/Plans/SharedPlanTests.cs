using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-14")]
public sealed class SharedPlanTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Percentages_split_to_the_cent_and_each_payer_has_his_own_parts_and_method()
    {
        var (desk, account) = await SceneAsync();
        var wish = new JsonObject
        {
            ["payers"] = new JsonArray(
                new JsonObject { ["percent"] = 66.67m, ["paymentMethod"] = await desk.SaveCardAsync(account) },
                new JsonObject { ["name"] = "Paul", ["percent"] = 33.33m, ["method"] = "cheque" }),
        };

        var plan = await desk.PlanAsync(account, 100_01, wish);

        Assert.Equal([66_68, 33_33], plan["payers"]!.AsArray().Select(payer => Minor(payer!["share"])));
        Assert.Equal(
            [("1", 33_34, "card"), ("2", 16_67, "cheque"), ("1", 33_34, "card"), ("2", 16_66, "cheque")],
            plan["instalments"]!.AsArray().Select(part => (Text(part!["payer"]), Minor(part["amount"]), Text(part["method"]))));
    }

    [Fact]
    public async Task The_failure_of_one_leaves_the_others_untouched_and_each_hears_of_his_own()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        var (marie, paul) = ($"marie-{account}@example.org", $"paul-{account}@example.org");
        var good = await desk.SaveCardAsync(account);
        var empty = await desk.SaveCardAsync(account, "pm_card_mastercard");
        Assert.NotNull(fixture.Provider.OnDemand.TurnCardInto(fixture.Provider.Objects.All("payment_method")[^1].Id(), "chargeDeclinedInsufficientFunds"));
        var wish = new JsonObject
        {
            ["parts"] = 1,
            ["payers"] = new JsonArray(
                new JsonObject { ["name"] = "Marie", ["email"] = marie, ["language"] = "fr", ["amount"] = Desk.Money(60_00), ["paymentMethod"] = good },
                new JsonObject { ["name"] = "Paul", ["email"] = paul, ["language"] = "pt", ["amount"] = Desk.Money(40_00), ["paymentMethod"] = empty }),
        };
        var plan = await desk.PlanAsync(account, 100_00, wish, invoice);

        await fixture.StrikeAfterAsync(0);

        Assert.Equal(["paid", "failed"], await desk.StatesAsync(account, plan));
        Assert.Equal(40_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        var receipt = Assert.Single(Mailbox.To(fixture.MailFolder, marie));
        Assert.Equal(("Reçu : 60.00 CAD", "fr"), (receipt.Subject, receipt.Language));
        Assert.Contains("pour le compte de Anne Roy", receipt.Body, StringComparison.Ordinal);
        var notice = Assert.Single(Mailbox.To(fixture.MailFolder, paul));
        Assert.Equal(("O seu pagamento falhou: 40.00 CAD", "pt"), (notice.Subject, notice.Language));
        // The owner has been asked to confirm his address, and nothing else.
        Assert.Single(Mailbox.To(fixture.MailFolder, $"owner-{desk.Organisation}@example.org"));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task The_owner_gets_the_receipts_and_notices_of_those_who_gave_no_address()
    {
        var (desk, account) = await SceneAsync();
        var wish = new JsonObject
        {
            ["parts"] = 1,
            ["payers"] = new JsonArray(new JsonObject { ["name"] = "Paul", ["percent"] = 100, ["paymentMethod"] = await desk.SaveCardAsync(account) }),
        };
        await desk.PlanAsync(account, 10_00, wish);

        await fixture.StrikeAfterAsync(0);

        var payment = Assert.Single(await desk.ListAsync($"accounts/{account}/payments"));
        Assert.Equal("Paul", Text(payment["payer"]));
        Assert.Contains(Mailbox.To(fixture.MailFolder, $"owner-{desk.Organisation}@example.org"), mail => mail.Subject == "Receipt: 10.00 CAD");
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync("Anne Roy", $"owner-{desk.Organisation}@example.org"));
    }
}
