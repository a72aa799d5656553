using Solde.Functions;
using Solde.Functions.Claims;
using Solde.Platform.Hosting;

namespace Solde.Tests.Bicep;

/// <summary>Whoever calls has a role for it, and no role is there that nobody calls by.</summary>
public sealed class RolesTests
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
    };

    [Fact]
    public async Task The_app_has_the_roles_by_which_it_calls_and_no_other()
    {
        var given = (await BicepFiles.AllAsync())
            .Where(file => file.Key.StartsWith("modules/", StringComparison.Ordinal))
            .SelectMany(file => RolesOf(file.Value).Select(role => $"{Path.GetFileNameWithoutExtension(file.Key)}: {role}"));

        Assert.Equal(Needed().Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_role_ends_at_one_resource_and_belongs_to_the_identity_of_the_app()
    {
        var assignments = await BicepFiles.ResourcesAsync("Microsoft.Authorization/roleAssignments");

        Assert.Equal(6, assignments.Count);
        Assert.All(assignments, assignment =>
        {
            Assert.NotNull(BicepFiles.Expression(assignment.Resource.Body["scope"]));
            Assert.Equal("principalId", BicepFiles.Expression(assignment.Resource.Property("principalId")));
            Assert.Equal("ServicePrincipal", assignment.Resource.Property("principalType")!.GetValue<string>());
        });
    }

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", false)]
    [InlineData("Microsoft.Storage/storageAccounts", "allowBlobPublicAccess", false)]
    [InlineData("Microsoft.Storage/storageAccounts", "supportsHttpsTrafficOnly", true)]
    [InlineData("Microsoft.ServiceBus/namespaces", "disableLocalAuth", true)]
    [InlineData("Microsoft.Insights/components", "DisableLocalAuth", true)]
    [InlineData("Microsoft.KeyVault/vaults", "enableRbacAuthorization", true)]
    [InlineData("Microsoft.Communication/communicationServices", "disableLocalAuth", true)]
    [InlineData("Microsoft.Web/sites", "httpsOnly", true)]
    [InlineData("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "allow", false)]
    public async Task Nobody_gets_in_with_a_key(string type, string property, bool value)
    {
        var resources = await BicepFiles.ResourcesAsync(type);

        Assert.NotEmpty(resources);
        Assert.All(resources, one => Assert.Equal(value, one.Resource.Property(property)?.GetValue<bool>()));
    }

    [Fact]
    public async Task No_key_and_no_secret_passes_through_a_template()
    {
        var files = await BicepFiles.AllAsync();
        Assert.All(files.Keys, path => Assert.DoesNotMatch(
            "(?i)listKeys|AccountKey=|SharedAccessKey|connectionStrings", File.ReadAllText(Path.Combine(BicepFiles.Folder, path))));
        Assert.All(files.Values, file => Assert.DoesNotContain(file.Params.Values, parameter => parameter.IsSecure));
    }

    [Fact]
    public async Task Whatever_keeps_or_carries_state_tells_who_did_what()
    {
        var told = (await BicepFiles.ResourcesAsync("Microsoft.Insights/diagnosticSettings"))
            .Select(one => $"{one.Module}/{BicepFiles.Expression(one.Resource.Body["scope"])}");
        Assert.Equal(
            ["host/account", "service-bus/bus", "state/blobService", "state/tableService", "vault/vault"],
            told.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Needed()
    {
        var functions = NamesTests.Functions();
        if (SoldeApp.Tables.Count > 0)
            yield return "state: Storage Table Data Contributor";
        if (ClaimBlobs.Containers.Count > 0)
            yield return "state: Storage Blob Data Contributor";
        if (functions.Any(function => function.Trigger is QueueTrigger))
            yield return "service-bus: Azure Service Bus Data Receiver";
        if (functions.Any(function => function.Sends.Count > 0))
            yield return "service-bus: Azure Service Bus Data Sender";
        // Its own package, its keys and its timers' leases.
        yield return "host: Storage Blob Data Owner";
        if (functions.Any(function => function.Trigger is OrchestrationTrigger))
        {
            yield return "host: Storage Queue Data Contributor";
            yield return "host: Storage Table Data Contributor";
        }
        yield return "vault: Key Vault Secrets User";
        yield return "monitoring: Monitoring Metrics Publisher";
        yield return "mail: sender";
    }

    private static IEnumerable<string> RolesOf(BicepFile file)
    {
        foreach (var assignment in file.Resources.Where(resource => resource.Type == "Microsoft.Authorization/roleAssignments"))
        {
            if (assignment.Each is { } each)
            {
                Assert.Equal("role", each["item"]!.GetValue<string>());
                foreach (var role in file.Names(BicepFiles.Expression(each["of"])!))
                    yield return Names[role];
                continue;
            }
            var definition = BicepFiles.Expression(assignment.Property("roleDefinitionId"))!;
            var variable = file.Vars.Keys.SingleOrDefault(name => definition.EndsWith($", {name})", StringComparison.Ordinal));
            // A role of our own is named by its resource.
            yield return variable is null
                ? definition[..definition.IndexOf('.', StringComparison.Ordinal)]
                : Names[file.Vars[variable]!.GetValue<string>()];
        }
    }
}
