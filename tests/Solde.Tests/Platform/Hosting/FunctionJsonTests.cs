using System.Text.Json.Nodes;
using Solde.Functions;
using Solde.Local.Hosting;
using Solde.Platform.Hosting;

namespace Solde.Tests.Platform.Hosting;

/// <summary>What the Functions host reads, made from the app's own declarations.</summary>
public sealed class FunctionJsonTests : IDisposable
{
    private static readonly IReadOnlyCollection<FunctionDeclaration> Declared =
        SoldeApp.CreateBuilder(["--Storage=UseDevelopmentStorage=true", "--Mail:Folder=unused"]).Functions.All;

    private readonly string _folder = Directory.CreateTempSubdirectory("solde-functions-").FullName;

    public static TheoryData<string> Names => [.. Declared.Select(function => function.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_has_one_trigger_and_bindings_that_a_host_accepts(string name)
    {
        var function = Declared.Single(function => function.Name == name);
        var bindings = JsonNode.Parse(FunctionJson.Render(function))!["bindings"]!.AsArray().Select(binding => binding!.AsObject()).ToArray();

        var trigger = Assert.Single(bindings, binding => Text(binding, "type").EndsWith("Trigger", StringComparison.Ordinal));
        Assert.Equal("in", Text(trigger, "direction"));
        Assert.All(bindings.Where(binding => binding != trigger), binding =>
            Assert.Equal(Text(binding, "type") == "durableClient" ? "in" : "out", Text(binding, "direction")));
        Assert.Equal(bindings.Length, bindings.Select(binding => Text(binding, "name")).Distinct().Count());
        Assert.All(bindings, binding => Assert.True(Text(binding, "name").All(char.IsAsciiLetterOrDigit)));
        Assert.All(bindings.Where(binding => Text(binding, "type").StartsWith("serviceBus", StringComparison.Ordinal)), binding =>
        {
            Assert.Equal("ServiceBus", Text(binding, "connection"));
            Assert.NotEmpty(Text(binding, "queueName"));
        });
        Assert.Equal(function.Trigger is HttpTrigger, bindings.Any(binding => Text(binding, "type") == "http"));
        // The host checks no key of its own: ours belong to one organisation.
        if (function.Trigger is HttpTrigger)
            Assert.Equal("anonymous", Text(trigger, "authLevel"));
        Assert.Equal(function.IsForwarded, function.Trigger is HttpTrigger && bindings.Length == 2);
    }

    [Fact]
    public void The_local_host_reads_every_function_as_it_was_declared()
    {
        FunctionJson.WriteAll(Declared, _folder);

        var read = FunctionMetadata.ReadAll(_folder);

        Assert.Equal(
            Declared.Select(function => (function.Name, function.IsForwarded)).OrderBy(function => function.Name, StringComparer.Ordinal),
            read.Select(function => (function.Name, function.IsPureHttp)));
    }

    [Fact]
    public void Every_queue_that_is_sent_to_has_one_function_that_consumes_it()
    {
        var consumed = Declared.Select(function => function.Trigger).OfType<QueueTrigger>().Select(trigger => trigger.Queue).ToArray();

        Assert.Equal(consumed.Distinct(), consumed);
        Assert.Empty(Declared.SelectMany(function => function.Sends).Except(consumed));
    }

    [Fact]
    public void A_function_that_is_no_longer_declared_loses_its_folder_and_nothing_else_is_touched()
    {
        FunctionJson.WriteAll([new FunctionDeclaration("Gone", new TimerTrigger("0 0 * * * *", _ => Task.CompletedTask), [])], _folder);
        Directory.CreateDirectory(Path.Combine(_folder, "wwwroot"));

        FunctionJson.WriteAll([new FunctionDeclaration("Kept", new TimerTrigger("0 0 * * * *", _ => Task.CompletedTask), [])], _folder);

        Assert.Equal(["Kept", "wwwroot"], Directory.EnumerateDirectories(_folder).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("with space")]
    [InlineData("with/slash")]
    [InlineData("KEPT")]
    public void A_name_that_a_host_would_not_take_or_that_is_taken_is_refused(string name)
    {
        var catalogue = new FunctionCatalogue();
        catalogue.Add(new FunctionDeclaration("Kept", new TimerTrigger("0 0 * * * *", _ => Task.CompletedTask), []));

        Assert.Throws<ArgumentException>(() => catalogue.Add(new FunctionDeclaration(name, new TimerTrigger("0 0 * * * *", _ => Task.CompletedTask), [])));
    }

    private static string Text(JsonObject binding, string name) => binding[name]!.GetValue<string>();
}
