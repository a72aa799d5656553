using System.Text.Json;
using Solde.Local.Hosting;

namespace Solde.Tests.Local.Hosting;

public sealed class OutputsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly HttpClient Caller = new();

    private readonly string queue = AzuriteFixture.RandomName("q");

    [Theory]
    [InlineData("""['{"a":1}', 'text', { b: 2 }, 3]""", new[] { """{"a":1}""", "text", """{"b":2}""", "3" })]
    [InlineData("""'[{"a":1},"text"]'""", new[] { """{"a":1}""", "text" })]
    [InlineData("""{ a: 1 }""", new[] { """{"a":1}""" })]
    [InlineData("'a text of no length divisible by 4'", new[] { "a text of no length divisible by 4" })]
    [InlineData("['AAEC']", new[] { "AAEC" })]
    [InlineData("[]", new string[0])]
    [InlineData("null", new string[0])]
    public async Task Each_element_of_an_output_is_a_message(string output, string[] bodies)
    {
        using var app = SenderAndReceiver(output);
        await using var host = await app.StartAsync(azurite);

        await PostAsync(host);

        var received = Received(app).Select(call => JsonSerializer.Deserialize<string>(call.Data("message").GetString()!)!);
        Assert.Equal(bodies.Order(StringComparer.Ordinal), received.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_lone_string_that_is_base64_is_bytes_on_the_wire()
    {
        using var app = SenderAndReceiver("'AAEC'");
        await using var host = await app.StartAsync(azurite);

        await PostAsync(host);

        Assert.Equal("AAEC", Assert.Single(Received(app)).Data("message").GetString());
    }

    [Theory]
    [InlineData(49_152)]
    [InlineData(100_000)]
    [InlineData(262_144)]
    public async Task A_message_that_is_too_long_for_a_storage_queue_arrives_whole(int length)
    {
        using var app = SenderAndReceiver($"['é' + 'x'.repeat({length - 2})]");
        await using var host = await app.StartAsync(azurite);

        await PostAsync(host);

        var body = JsonSerializer.Deserialize<string>(Assert.Single(Received(app)).Data("message").GetString()!);
        Assert.Equal("é" + new string('x', length - 2), body);
    }

    [Fact]
    public async Task A_long_message_survives_its_time_as_a_dead_letter()
    {
        using var app = new FakeApp(
            "call.url === '/Send' ? { body: JSON.stringify({ Outputs: { messages: ['y'.repeat(100000)] } }) }"
            + $" : call.count === 2 ? {{ status: 500, body: 'z'.repeat(100000) }} : {FakeApp.NoOutputs}")
            .With("Send", Bindings.HttpTrigger("send"), Bindings.HttpOut, Bindings.QueueOut(queue))
            .With("Receive", Bindings.QueueTrigger(queue));
        await using var host = await LocalHost.StartAsync(app.Options(azurite) with { MaxDeliveryCount = 1 });

        await PostAsync(host);
        Assert.Equal(new string('y', 100_000), Assert.Single(await host.DeadLettersAsync(queue)).Body);
        await host.ReplayDeadLettersAsync(queue);
        await host.WhenIdleAsync();

        Assert.Equal(2, Received(app).Count());
        Assert.All(Received(app), call => Assert.Equal(100_002, call.Data("message").GetString()!.Length));
    }

    [Fact]
    public async Task A_message_longer_than_service_bus_takes_fails_the_invocation()
    {
        using var app = SenderAndReceiver("['x'.repeat(262145)]");
        await using var host = await app.StartAsync(azurite);

        using var response = await Caller.PostAsync(new Uri(host.BaseAddress, "api/send"), content: null);

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task A_message_that_a_message_caused_is_there_before_its_cause_is_gone()
    {
        var next = AzuriteFixture.RandomName("q");
        using var app = new FakeApp("{ body: JSON.stringify({ Outputs: { messages: ['next'] } }) }")
            .With("First", Bindings.QueueTrigger(queue), Bindings.QueueOut(next))
            .With("Second", Bindings.QueueTrigger(next));
        await using var host = await app.StartAsync(azurite);

        await new Solde.Local.Queues.QueueClient(azurite.Account, queue).SendMessageAsync("cause");
        await host.WhenIdleAsync();

        Assert.Equal(["/First", "/Second"], app.Calls.Select(call => call.Url));
    }

    private FakeApp SenderAndReceiver(string output) =>
        new FakeApp($"{{ body: JSON.stringify({{ Outputs: {{ messages: {output} }} }}) }}")
            .With("Send", Bindings.HttpTrigger("send"), Bindings.HttpOut, Bindings.QueueOut(queue))
            .With("Receive", Bindings.QueueTrigger(queue));

    private static async Task PostAsync(LocalHost host)
    {
        using var response = await Caller.PostAsync(new Uri(host.BaseAddress, "api/send"), content: null);
        response.EnsureSuccessStatusCode();
        await host.WhenIdleAsync();
    }

    private static IEnumerable<FakeAppCall> Received(FakeApp app) => app.Calls.Where(call => call.Url == "/Receive");
}
