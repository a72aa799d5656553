using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class CustomersTests : ProviderTest
{
    [Fact]
    public async Task A_customer_is_created_and_told()
    {
        var created = await Post("/v1/customers", "name=Ana&email=ana@example.org&metadata[account]=a-1&preferred_locales[0]=fr");
        var read = await Get($"/v1/customers/{created.Id}");
        Assert.StartsWith("cus_", created.Id, StringComparison.Ordinal);
        Assert.Equal(created.Body.ToJsonString(), read.Body.ToJsonString());
        Assert.Equal("a-1", read.Body["metadata"]!["account"]!.GetValue<string>());
        Assert.Equal("fr", read.Body["preferred_locales"]![0]!.GetValue<string>());
        Assert.Equal(["customer.created"], Told);
    }

    [Fact]
    public async Task An_update_merges_metadata_and_an_empty_value_unsets()
    {
        var id = (await Post("/v1/customers", "name=Ana&metadata[a]=1&metadata[b]=2")).Id;
        var updated = await Post($"/v1/customers/{id}", "name=&metadata[a]=&metadata[c]=3");
        Assert.Null(updated.Body["name"]);
        Assert.Equal("""{"b":"2","c":"3"}""", updated.Body["metadata"]!.ToJsonString());
        Assert.Equal("{}", (await Post($"/v1/customers/{id}", "metadata=")).Body["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task An_update_tells_what_it_was_before()
    {
        var id = await ACustomer();
        await Post($"/v1/customers/{id}", "name=Bea");
        var data = LastTold("customer.updated")["data"]!;
        Assert.Equal("Bea", data["object"]!["name"]!.GetValue<string>());
        Assert.Equal("""{"name":"Ana"}""", data["previous_attributes"]!.ToJsonString());
    }

    [Fact]
    public async Task Customers_are_found_by_e_mail()
    {
        var ana = await Post("/v1/customers", "email=ana@example.org");
        await Post("/v1/customers", "email=bea@example.org");
        var found = await Get("/v1/customers?email=ana@example.org");
        Assert.Equal(ana.Id, Assert.Single(found.Data)!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_default_method_must_be_the_customers_own()
    {
        var (customer, method) = await ASavedCard();
        var other = await ACustomer();
        Assert.Equal(400, (await Post($"/v1/customers/{other}", $"invoice_settings[default_payment_method]={method}")).Status);
        var updated = await Post($"/v1/customers/{customer}", $"invoice_settings[default_payment_method]={method}");
        Assert.Equal(method, updated.Body["invoice_settings"]!["default_payment_method"]!.GetValue<string>());
    }
}
