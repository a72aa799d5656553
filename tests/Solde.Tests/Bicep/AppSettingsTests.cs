using System.Text.RegularExpressions;

namespace Solde.Tests.Bicep;

/// <summary>Settings have three ends: the code that reads them, the page that explains them, the environment that gives them.</summary>
public sealed partial class AppSettingsTests
{
    /// <summary>Of a desk alone: none of these is to be found in Azure.</summary>
    private static readonly string[] OfADesk =
        ["Mail:Folder", "Partners:AllowLoopback", "Storage", "Storage:CreateTables", "Stripe:BaseAddress"];

    /// <summary>What the code takes when nothing is set is right in Azure. A key has no place there: the identity does it.</summary>
    private static readonly string[] LeftAsTheyAre =
        ["Mail:AzureAccessKey", "Partners:TimeoutSeconds", "Storage:TablePrefix", "Stripe:WebhookToleranceSeconds"];

    [Fact]
    public async Task The_environment_gives_every_setting_that_the_code_reads_but_those_of_a_desk()
    {
        var given = await GivenAsync();
        Assert.Equal(Read().Except(OfADesk).Except(LeftAsTheyAre), given.Where(name => name.Contains(':', StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_on_running_explains_every_setting_that_the_code_reads()
    {
        var page = File.ReadAllText(Path.Combine(BicepFiles.Root, "docs", "running.md"));
        // Storage is explained in the row of Storage:AccountName.
        Assert.All(Read(), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_come_from_the_vault_and_the_runbook_says_how_each_gets_there()
    {
        var app = await BicepFiles.ModuleAsync("app");
        var runbook = await File.ReadAllTextAsync(Path.Combine(BicepFiles.Root, "docs", "runbook.md"));
        string[] secret =
        [
            "Solde__OperatorKeyHash", "Solde__SigningKey", "Stripe__ApiKey", "Stripe__WebhookSecrets",
            "Mail__SmtpUser", "Mail__SmtpPassword",
        ];
        var values = app.Vars["appSettings"]!.AsObject().Concat(app.Vars["smtpMailSettings"]!.AsObject())
            .Where(setting => secret.Contains(setting.Key))
            .Select(setting => SecretOfVault().Match(BicepFiles.Expression(setting.Value) ?? ""))
            .ToArray();

        Assert.Equal(secret.Length, values.Length);
        Assert.All(values, value => Assert.True(value.Success));
        Assert.All(values, value => Assert.Contains($"--name {value.Groups["name"].Value}", runbook, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Flex_Consumption_is_told_nothing_that_it_refuses()
    {
        string[] refused =
        [
            "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_CONTENTSHARE",
            "WEBSITE_TIME_ZONE",
            "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "SCM_DO_BUILD_DURING_DEPLOYMENT", "ENABLE_ORYX_BUILD",
        ];
        Assert.Empty((await GivenAsync()).Intersect(refused));
    }

    /// <summary>Under the names that the code knows them by.</summary>
    private static async Task<IReadOnlyList<string>> GivenAsync()
    {
        var app = await BicepFiles.ModuleAsync("app");
        string[] ofTheApp = ["appSettings", "azureMailSettings", "smtpMailSettings"];
        var code = ofTheApp
            .SelectMany(group => app.Vars[group]!.AsObject())
            .Select(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal));
        return [.. code.Concat(app.Vars["hostSettings"]!.AsObject().Select(setting => setting.Key)).Order(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Read()
    {
        var code = Directory.EnumerateFiles(Path.Combine(BicepFiles.Root, "functions"), "*.cs", SearchOption.AllDirectories);
        return
        [
            .. code.SelectMany(file => SettingRead().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups["name"].Value)
                // The others are the host's, or those of a standard.
                .Where(name => name == "Storage" || name.Contains(':', StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex(
        """(onfiguration\[|Text\(configuration, )"(?<name>[\w:]+)"[\])]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SettingRead();

    [GeneratedRegex(
        @"^'@Microsoft\.KeyVault\(SecretUri=\$\{vaultUri\}secrets/(?<name>[a-z-]+)\)'$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretOfVault();
}
