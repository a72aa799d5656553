using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class PaymentMethodsTests : ProviderTest
{
    [Theory]
    [InlineData("pm_card_visa", "visa", "credit")]
    [InlineData("pm_card_visa_debit", "visa", "debit")]
    [InlineData("pm_card_mastercard", "mastercard", "credit")]
    public async Task Attaching_a_well_known_card_makes_a_method_of_the_customers_own(string card, string brand, string funding)
    {
        var (customer, method) = await ASavedCard(card);
        var read = await Get($"/v1/payment_methods/{method}");
        Assert.NotEqual(card, method);
        Assert.Equal(customer, read.Body.Text("customer"));
        var shown = read.Body["card"]!.AsObject();
        Assert.Equal((brand, funding), (shown.Text("brand"), shown.Text("funding")));
        Assert.Contains("payment_method.attached", Told);
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", "card_declined")]
    [InlineData("pm_card_visa_chargeDeclined", "card_declined")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card")]
    public async Task A_declining_card_is_refused_when_it_is_attached(string card, string code)
    {
        var reply = await Post($"/v1/payment_methods/{card}/attach", $"customer={await ACustomer()}");
        Assert.Equal(402, reply.Status);
        Assert.Equal(("card_error", code), (reply.Error.Text("type"), reply.Error.Text("code")));
    }

    [Fact]
    public async Task The_card_that_fails_later_attaches_and_is_declined_when_charged()
    {
        var (customer, method) = await ASavedCard("pm_card_chargeCustomerFail");
        Assert.Equal(402, (await Charge(method, of: customer)).Status);
    }

    [Fact]
    public async Task A_method_of_another_customer_can_not_be_attached()
    {
        var (_, method) = await ASavedCard();
        Assert.Equal(400, (await Post($"/v1/payment_methods/{method}/attach", $"customer={await ACustomer()}")).Status);
    }

    [Fact]
    public async Task A_detached_method_can_not_be_used_again()
    {
        var (customer, method) = await ASavedCard();
        Assert.Null((await Post($"/v1/payment_methods/{method}/detach")).Body["customer"]);
        Assert.Equal(400, (await Post($"/v1/payment_methods/{method}/attach", $"customer={customer}")).Status);
        Assert.Equal(400, (await Charge(method)).Status);
        Assert.DoesNotContain("payment_intent.created", Told);
        Assert.Equal(400, (await Post($"/v1/payment_methods/{method}/detach")).Status);
    }

    [Fact]
    public async Task A_token_makes_a_card()
    {
        var created = await Post("/v1/payment_methods", "type=card&card[token]=tok_mastercard&billing_details[name]=Ana");
        Assert.Equal("mastercard", created.Body["card"]!["brand"]!.GetValue<string>());
        Assert.Equal("Ana", created.Body["billing_details"]!["name"]!.GetValue<string>());
        Assert.Equal("resource_missing", (await Post("/v1/payment_methods", "type=card&card[token]=tok_none")).Error.Text("code"));
    }

    [Theory]
    [InlineData("sepa_debit", "[iban]=DE89370400440532013000", "3000")]
    [InlineData("acss_debit", "[account_number]=000123456789&acss_debit[institution_number]=000&acss_debit[transit_number]=11000", "6789")]
    public async Task A_bank_account_shows_its_last_digits_only(string type, string details, string last4)
    {
        var form = $"type={type}&{type}{details}";
        var created = await Post("/v1/payment_methods", form + "&billing_details[name]=Ana&billing_details[email]=ana@example.org");
        Assert.Equal(last4, created.Body[type]!["last4"]!.GetValue<string>());
        Assert.DoesNotContain("053201", created.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("00012345", created.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(400, (await Post("/v1/payment_methods", form)).Status);
    }

    [Fact]
    public async Task Methods_are_listed_by_customer_in_both_places()
    {
        var (customer, method) = await ASavedCard();
        await ASavedCard();
        foreach (var list in new[] { $"/v1/payment_methods?customer={customer}&type=card", $"/v1/customers/{customer}/payment_methods" })
            Assert.Equal(method, Assert.Single((await Get(list)).Data)!["id"]!.GetValue<string>());
        Assert.Empty((await Get($"/v1/payment_methods?customer={customer}&type=sepa_debit")).Data);
        Assert.Empty((await Get("/v1/payment_methods")).Data);
    }
}
