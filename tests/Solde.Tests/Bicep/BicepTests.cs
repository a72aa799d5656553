using System.Text.RegularExpressions;

namespace Solde.Tests.Bicep;

/// <summary>What `az bicep build` would say first: syntax, names, and what modules ask of one another.</summary>
public sealed partial class BicepTests
{
    [Fact]
    public async Task Every_file_is_parsed_without_a_fault()
    {
        var files = await BicepFiles.AllAsync();

        Assert.True(files.Count >= 10);
        Assert.All(files, file => Assert.True(file.Value.Errors.Count == 0, $"{file.Key}: {string.Join("; ", file.Value.Errors)}"));
    }

    [Fact]
    public async Task Every_name_is_declared_and_every_declaration_is_used()
    {
        var templates = (await BicepFiles.AllAsync()).Where(file => file.Key.EndsWith(".bicep", StringComparison.Ordinal));
        Assert.All(templates, file => Assert.True(
            file.Value.Undeclared.Count == 0 && file.Value.Unused.Count == 0,
            $"{file.Key}: not declared {string.Join(", ", file.Value.Undeclared)}; not used {string.Join(", ", file.Value.Unused)}"));
    }

    [Fact]
    public async Task Every_module_is_used_and_gets_the_parameters_that_it_asks_for()
    {
        var files = await BicepFiles.AllAsync();
        var modules = files["main.bicep"].Modules;

        Assert.Equal(
            files.Keys.Where(path => path.StartsWith("modules/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            modules.Select(module => module.Path).Order(StringComparer.Ordinal));
        Assert.All(modules, module =>
        {
            var asked = files[module.Path].Params;
            var given = module.Body["params"]!.AsObject().Select(parameter => parameter.Key).ToHashSet();
            Assert.Empty(given.Except(asked.Keys));
            Assert.Empty(asked.Where(parameter => parameter.Value.IsRequired).Select(parameter => parameter.Key).Except(given));
        });
    }

    [Fact]
    public async Task Only_outputs_that_a_module_has_are_asked_of_it()
    {
        var files = await BicepFiles.AllAsync();
        var paths = files["main.bicep"].Modules.ToDictionary(module => module.Name, module => module.Path);
        var text = await File.ReadAllTextAsync(Path.Combine(BicepFiles.Folder, "main.bicep"));
        var asked = OutputOfModule().Matches(text)
            .Select(match => (Module: match.Groups["module"].Value, Output: match.Groups["output"].Value))
            .ToArray();

        Assert.NotEmpty(asked);
        Assert.All(asked, one => Assert.Contains(one.Output, files[paths[one.Module]].Outputs.Keys));
    }

    [Theory]
    [InlineData("dev.bicepparam")]
    [InlineData("production.bicepparam")]
    public async Task Every_environment_gives_the_parameters_that_are_asked_for_and_no_other(string environment)
    {
        var files = await BicepFiles.AllAsync();
        var asked = files["main.bicep"].Params;
        var given = files[environment].Vars.Keys.ToHashSet();

        Assert.Empty(given.Except(asked.Keys));
        Assert.Empty(asked.Where(parameter => parameter.Value.IsRequired).Select(parameter => parameter.Key).Except(given));
    }

    [Fact]
    public async Task One_kind_of_resource_is_made_by_one_version_of_its_API()
    {
        var versions = (await BicepFiles.AllAsync()).Values
            .SelectMany(file => file.Resources)
            .GroupBy(resource => resource.Type, resource => resource.ApiVersion, StringComparer.Ordinal);
        Assert.All(versions, version => Assert.Single(version.Distinct(StringComparer.Ordinal)));
    }

    [GeneratedRegex(@"(?<module>\w+)!?\.outputs\.(?<output>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OutputOfModule();
}
