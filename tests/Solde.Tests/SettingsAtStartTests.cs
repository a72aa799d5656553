using Microsoft.AspNetCore.Builder;
using Solde.Functions;
using Solde.Tests.Harness;

namespace Solde.Tests;

/// <summary>A setting that is missing or wrong is told of at start, by its name, and not by what fails later because of it.</summary>
[Trait("Rule", "PAY-09")]
public sealed class SettingsAtStartTests
{
    [Theory]
    [InlineData("Storage", "", "No storage is configured")]
    [InlineData("Solde:SigningKey", "", "Set Solde:SigningKey to at least 32 random characters.")]
    [InlineData("Solde:SigningKey", "short", "Set Solde:SigningKey to at least 32 random characters.")]
    [InlineData("Stripe:ApiKey", "", "Set Stripe:ApiKey to the provider's secret key (sk_…) or a restricted one (rk_…).")]
    [InlineData("Stripe:ApiKey", "pk_test_public", "Set Stripe:ApiKey")]
    [InlineData("Stripe:WebhookSecrets", "", "Set Stripe:WebhookSecrets to the signing secret of the provider's webhook endpoint")]
    [InlineData("Stripe:WebhookSecrets", "whsec_1,sk_test_2", "Set Stripe:WebhookSecrets")]
    [InlineData("Stripe:BaseAddress", "api.stripe.com", "Stripe:BaseAddress must be an address")]
    [InlineData("Stripe:WebhookToleranceSeconds", "5 minutes", "Stripe:WebhookToleranceSeconds must be a whole number of seconds.")]
    [InlineData("Stripe:ReturnUrl", "/paid", "Stripe:ReturnUrl must be the address of a web page")]
    [InlineData("Stripe:CustomerWaitDays", "0", "Stripe:CustomerWaitDays must be a number of days from 1 to 60.")]
    [InlineData("Mail:Folder", "", "Set Mail:SmtpHost to the mail server's name")]
    [InlineData("Mail:Transport", "pigeon", "Mail:Transport is pigeon: it must be one of smtp, azure, folder.")]
    [InlineData("Mail:Transport", "azure", "Set Mail:AzureEndpoint to the resource's address")]
    [InlineData("Mail:Transport", "smtp", "Set Mail:From to the address that mails come from.")]
    [InlineData("Mail:SmtpPort", "587a", "Mail:SmtpPort must be a number from 1 to 65535.")]
    [InlineData("Mail:SmtpTls", "yes", "Mail:SmtpTls must be true or false.")]
    [InlineData("Mail:AzureAccessKey", "not a key!", "Mail:AzureAccessKey must be one of the resource's keys")]
    [InlineData("Telemetry:Otlp", "collector", "Telemetry:Otlp must be an http or https address.")]
    [InlineData("Telemetry:SampleRatio", "2", "Telemetry:SampleRatio must be between 0 and 1.")]
    [InlineData("Telemetry:MetricsSeconds", "often", "Telemetry:MetricsSeconds must be between 1 and 3600.")]
    public async Task An_app_without_a_setting_does_not_start_and_says_which(string setting, string value, string message)
    {
        var fault = await Record.ExceptionAsync(() => StartAsync((setting, value)));

        Assert.Contains(message, Assert.IsType<InvalidOperationException>(fault).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_missing_is_said_at_once_and_no_value_is_repeated()
    {
        var fault = await Record.ExceptionAsync(() => StartAsync(("Stripe:ApiKey", "pk_live_secret"), ("Stripe:WebhookSecrets", ""), ("Mail:Folder", "")));

        Assert.All(["Stripe:ApiKey", "Stripe:WebhookSecrets", "Mail:SmtpHost", "Mail:From"], name => Assert.Contains(name, fault!.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("pk_live_secret", fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mail:SmtpHost", "smtp.example.org")]
    [InlineData("Mail:AzureEndpoint", "https://solde.communication.azure.com")]
    public Task A_mail_transport_of_either_kind_is_enough(string setting, string value) =>
        StartAsync((setting, value), ("Mail:Folder", ""), ("Mail:From", "desk@example.org"));

    [Fact]
    public void The_sample_of_settings_and_the_page_on_running_name_every_setting_that_is_told_of()
    {
        var sample = File.ReadAllText(Path.Combine(Root(), "local.settings.sample.json"));
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "running.md"));
        string[] settings =
        [
            "Storage", "Solde:OperatorKeyHash", "Solde:SigningKey", "Stripe:ApiKey", "Stripe:WebhookSecrets", "Stripe:ReturnUrl",
            "Stripe:CustomerWaitDays", "Mail:Transport", "Mail:From", "Mail:SmtpHost", "Mail:SmtpPort", "Mail:SmtpTls", "Mail:SmtpUser",
            "Mail:SmtpPassword", "Mail:AzureEndpoint", "Mail:AzureAccessKey",
        ];
        Assert.All(settings, setting => Assert.Contains($"\"{setting.Replace(":", "__", StringComparison.Ordinal)}\"", sample, StringComparison.Ordinal));
        Assert.All(settings, setting => Assert.Contains($"`{setting}`", page, StringComparison.Ordinal));
    }

    /// <summary>As far as an app gets before it listens.</summary>
    private static async Task StartAsync(params (string Name, string Value)[] changes)
    {
        var settings = new SoldeTestSettings("UseDevelopmentStorage=true")
        {
            More = changes.ToDictionary(change => change.Name, change => change.Value, StringComparer.Ordinal),
        };
        await using WebApplication app = SoldeApp.Build(SoldeApp.CreateBuilder(settings.ToArguments()));
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
