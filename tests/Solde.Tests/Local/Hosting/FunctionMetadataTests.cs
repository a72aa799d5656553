using Solde.Local.Hosting;

namespace Solde.Tests.Local.Hosting;

public sealed class FunctionMetadataTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("""{ "type": "cosmosDBTrigger", "name": "documents" }""", "'documents' has the type 'cosmosDBTrigger'")]
    [InlineData("""{ "type": "httpTrigger", "name": "req", "authLevel": "function" }""", "'req' has the authLevel 'function'")]
    [InlineData("""{ "type": "httpTrigger", "name": "req" }""", "'req' has the authLevel 'function'")]
    [InlineData("""{ "type": "serviceBusTrigger", "name": "message", "topicName": "t" }""", "'message' has no queueName")]
    [InlineData("""{ "type": "serviceBusTrigger", "name": "message", "queueName": "%NOT_SET%" }""", "'%NOT_SET%' is not resolved")]
    [InlineData("""{ "type": "serviceBusTrigger", "name": "message", "queueName": "With/Slash" }""", "With/Slash")]
    [InlineData("""{ "type": "timerTrigger", "name": "timer", "schedule": "* * * * *" }""", "'* * * * *' is no NCRONTAB")]
    [InlineData("""{ "type": "http", "direction": "out", "name": "res" }""", "exactly one trigger")]
    [InlineData("""{ "type": "httpTrigger", "name": "req", "authLevel": "anonymous", "route": "{a}{b}" }""", "'req'")]
    [InlineData("""{ "type": "http", "name": "res" }""", "direction 'in' and not 'out'")]
    public async Task What_cannot_run_is_refused_at_the_start_by_function_and_binding(string binding, string reason)
    {
        using var app = new FakeApp().With("Refused", binding);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => app.StartAsync(azurite));

        Assert.Contains("'Refused'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(app.Folder, "environment.json")), "The app must not have been started.");
    }

    [Fact]
    public async Task An_app_without_a_custom_handler_is_refused()
    {
        using var app = new FakeApp().WithHostJson(_ => """{ "version": "2.0" }""");

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => app.StartAsync(azurite));

        Assert.Contains("customHandler.description", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_without_a_function_json_are_no_functions()
    {
        using var app = new FakeApp().With("Second", Bindings.QueueTrigger("second")).With("First", Bindings.QueueTrigger("first"));
        Directory.CreateDirectory(Path.Combine(app.Folder, "wwwroot"));

        Assert.Equal(["First", "Second"], FunctionMetadata.ReadAll(app.Folder).Select(function => function.Name));
    }
}
