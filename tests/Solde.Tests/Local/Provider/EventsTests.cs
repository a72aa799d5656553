using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class EventsTests : ProviderTest
{
    [Fact]
    public async Task An_event_has_the_documented_envelope_and_names_the_call_that_caused_it()
    {
        var customer = await Post("/v1/customers", "name=Ana", key: "c-1");
        var told = (await Get($"/v1/events/{Assert.Single(Sandbox.Objects.All("event")).Id()}")).Body;
        Assert.StartsWith("evt_", told.Id(), StringComparison.Ordinal);
        Assert.Equal(("event", "customer.created"), (told.Text("object"), told.Text("type")));
        Assert.Equal(("2026-07-29.dahlia", false), (told.Text("api_version"), told.Flag("livemode")));
        Assert.Equal((Clock.Now.ToUnixTimeSeconds(), 1L), (told.Number("created"), told.Number("pending_webhooks")));
        Assert.Equal(customer.Header("Request-Id"), told["request"]!["id"]!.GetValue<string>());
        Assert.Equal("c-1", told["request"]!["idempotency_key"]!.GetValue<string>());
        Assert.Equal(customer.Body.ToJsonString(), told["data"]!["object"]!.ToJsonString());
    }

    [Fact]
    public async Task What_the_provider_does_by_itself_names_no_call()
    {
        var debit = await ADebit();
        Sandbox.OnDemand.SucceedPayment(debit.Id);
        Assert.Equal("""{"id":null,"idempotency_key":null}""", LastTold("payment_intent.succeeded")["request"]!.ToJsonString());
    }

    [Fact]
    public async Task An_event_keeps_its_object_as_it_was_then()
    {
        var debit = await ADebit();
        Sandbox.OnDemand.SucceedPayment(debit.Id);
        Assert.Equal("processing", LastTold("payment_intent.processing")["data"]!["object"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Events_are_listed_by_type()
    {
        await Charge();
        Assert.Single((await Get("/v1/events?type=charge.succeeded")).Data);
        Assert.Equal(2, (await Get("/v1/events?types[]=charge.succeeded&types[]=payment_intent.created")).Data.Count);
    }

    [Fact]
    public async Task Events_are_listed_for_thirty_days()
    {
        await ACustomer();
        Clock.Now += TimeSpan.FromDays(30);
        Assert.Single((await Get("/v1/events")).Data);
        Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Empty((await Get("/v1/events")).Data);
    }
}
