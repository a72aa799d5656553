using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using Solde.Functions;
using Solde.Functions.Claims;
using Solde.Functions.Debits;
using Solde.Local.Durable;
using Solde.Local.Hosting;
using Solde.Platform.Hosting;

namespace Solde.Tests.Bicep;

/// <summary>
/// Tables, containers and queues are made with the environment and used by the code: whoever adds one to the code and not to
/// <c>bicep/</c> is told here, and not by an environment in which it is missing.
/// </summary>
public sealed class NamesTests
{
    [Fact]
    public async Task The_environment_has_the_tables_of_the_code_and_no_other()
    {
        var state = await BicepFiles.ModuleAsync("state");

        Assert.Equal(SoldeApp.Tables.Order(StringComparer.Ordinal), state.Names("tableNames"));
        Assert.Equal("tableNames", Each(state.Resource("tables")));
    }

    [Fact]
    public async Task The_environment_has_the_containers_of_the_code_and_no_other()
    {
        var state = await BicepFiles.ModuleAsync("state");

        Assert.Equal(
            ClaimBlobs.Containers.Append(DebitBlobs.Container).Append(ReturnFolder.Container).Order(StringComparer.Ordinal), state.Names("containerNames"));
        Assert.Equal("containerNames", Each(state.Resource("containers")));
    }

    [Fact]
    public void Only_claims_and_debits_keep_blobs()
    {
        var app = Path.Combine(BicepFiles.Root, "functions", "Solde.Functions");
        var users = Directory.EnumerateFiles(app, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("BlobContainerClient", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);
        Assert.Equal(["ClaimBlobs.cs", "DebitBlobs.cs", "ReturnFolder.cs"], users);
    }

    [Fact]
    public async Task The_environment_has_the_queues_that_functions_declare_and_no_other()
    {
        var serviceBus = await BicepFiles.ModuleAsync("service-bus");

        Assert.Equal(Queues(), serviceBus.Names("queueNames"));
        Assert.Equal("queueNames", Each(serviceBus.Resource("queues")));
    }

    [Fact]
    public void Every_queue_that_is_sent_to_is_read_by_one_function()
    {
        var read = Functions().Select(function => function.Trigger).OfType<QueueTrigger>().Select(trigger => trigger.Queue).ToArray();

        Assert.Equal(read.Length, read.Distinct().Count());
        Assert.Empty(Functions().SelectMany(function => function.Sends).Except(read));
    }

    [Fact]
    public async Task A_queue_behaves_in_Azure_as_it_does_under_the_local_host()
    {
        var queue = (await BicepFiles.ModuleAsync("service-bus")).Resource("queues");
        var local = new LocalHostOptions { AppDirectory = "", StorageConnectionString = "" };

        Assert.Equal(local.MaxDeliveryCount, queue.Property("maxDeliveryCount")!.GetValue<int>());
        Assert.Equal(local.LockDuration, XmlConvert.ToTimeSpan(queue.Property("lockDuration")!.GetValue<string>()));
        Assert.True(queue.Property("deadLetteringOnMessageExpiration")!.GetValue<bool>(), "A message that nobody took is not to vanish.");
    }

    /// <summary>Else a message is delivered again while its first delivery still runs.</summary>
    [Fact]
    public void A_message_stays_locked_as_long_as_a_function_may_run()
    {
        var host = HostJson();
        Assert.True(Time(host["extensions"]!["serviceBus"]!["maxAutoLockRenewalDuration"]) >= Time(host["functionTimeout"]));
    }

    [Fact]
    public async Task The_hub_of_the_workflows_has_a_name_that_storage_takes()
    {
        var settings = (await BicepFiles.ModuleAsync("app")).Vars["hostSettings"]!;
        Assert.Equal("Solde", TaskHubName.Check(settings["AzureFunctionsJobHost__extensions__durableTask__hubName"]!.GetValue<string>()));
    }

    [Fact]
    public void The_emulators_configuration_has_the_queues_of_the_environment()
    {
        var path = Path.Combine(BicepFiles.Root, "infra", "service-bus-emulator.json");
        var rendered = EmulatorConfiguration();
        if (Environment.GetEnvironmentVariable("SOLDE_WRITE_DOCS") == "1")
            File.WriteAllText(path, rendered);

        Assert.Equal(rendered, File.ReadAllText(path));
    }

    internal static IReadOnlyCollection<FunctionDeclaration> Functions() => SoldeApp.CreateBuilder([]).Functions.All;

    private static IEnumerable<string> Queues() => Functions()
        .SelectMany(function => function.Trigger is QueueTrigger trigger ? function.Sends.Append(trigger.Queue) : function.Sends)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>As the Service Bus emulator reads it. It keeps a message for an hour at most.</summary>
    private static string EmulatorConfiguration()
    {
        var queues = Queues().Select(queue => (JsonNode)new JsonObject
        {
            ["Name"] = queue,
            ["Properties"] = new JsonObject
            {
                ["DeadLetteringOnMessageExpiration"] = true,
                ["DefaultMessageTimeToLive"] = "PT1H",
                ["LockDuration"] = "PT1M",
                ["MaxDeliveryCount"] = 10,
                ["RequiresDuplicateDetection"] = false,
                ["RequiresSession"] = false,
            },
        });
        var configuration = new JsonObject
        {
            ["UserConfig"] = new JsonObject
            {
                ["Namespaces"] = new JsonArray(new JsonObject { ["Name"] = "sbemulatorns", ["Queues"] = new JsonArray([.. queues]) }),
                ["Logging"] = new JsonObject { ["Type"] = "File" },
            },
        };
        return configuration.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }) + "\n";
    }

    private static string? Each(BicepResource resource) => BicepFiles.Expression(resource.Each!["of"]);

    private static JsonNode HostJson() => JsonNode.Parse(File.ReadAllText(Path.Combine(BicepFiles.Root, "host.json")))!;

    private static TimeSpan Time(JsonNode? text) => TimeSpan.Parse(text!.GetValue<string>(), CultureInfo.InvariantCulture);
}
