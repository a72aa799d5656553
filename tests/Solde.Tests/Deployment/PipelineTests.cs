using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Solde.Tests.Bicep;

namespace Solde.Tests.Deployment;

/// <summary>What of the pipelines and of the compose file must agree with the rest of the repository.</summary>
public sealed partial class PipelineTests
{
    [Fact]
    public void Pipelines_use_no_secret_but_the_token_that_is_theirs() =>
        Assert.All(Workflows().Values, text => Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal));

    [Fact]
    public void Whoever_signs_in_to_Azure_may_ask_for_an_identity_token()
    {
        var workflows = Workflows();
        Assert.Contains("azure/login", workflows["roll-out.yml"], StringComparison.Ordinal);
        Assert.Contains("id-token: write", workflows["deploy.yml"], StringComparison.Ordinal);
        Assert.DoesNotContain("id-token", workflows["ci.yml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_environment_that_is_rolled_out_to_has_its_parameters()
    {
        var environments = Environment().Matches(Workflows()["deploy.yml"]).Select(match => match.Groups["name"].Value).ToArray();
        Assert.Equal(["dev", "production"], environments);
        Assert.All(environments, name => Assert.True(File.Exists(Path.Combine(BicepFiles.Folder, name + ".bicepparam"))));
    }

    [Fact]
    public void Every_variable_that_parameters_read_is_given_by_the_pipelines()
    {
        var read = Directory.EnumerateFiles(BicepFiles.Folder, "*.bicepparam")
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal);
        Assert.All(read, name => Assert.Contains(name + ": ", Workflows()["roll-out.yml"], StringComparison.Ordinal));
    }

    [Fact]
    public void The_compose_file_has_the_Azurite_that_the_tests_run_on()
    {
        var compose = File.ReadAllText(Path.Combine(BicepFiles.Root, "infra", "compose.yaml"));
        var package = JsonNode.Parse(File.ReadAllText(Path.Combine(BicepFiles.Root, "infra", "local", "Azurite", "package.json")))!;
        Assert.Contains($"azurite:{package["dependencies"]!["azurite"]!.GetValue<string>()}\n", compose, StringComparison.Ordinal);
        Assert.Contains("./service-bus-emulator.json:", compose, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Workflows() => Directory.EnumerateFiles(Path.Combine(BicepFiles.Root, ".github", "workflows"))
        .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);

    [GeneratedRegex("environment: (?<name>[a-z]+)\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Environment();

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
