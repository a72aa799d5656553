using System.Globalization;
using System.Net.Mail;

namespace Solde.Functions.Notifications;

/// <param name="Folder">Set on a desk: mails become files there and none is sent.</param>
/// <param name="Transport">See <see cref="MailTransports"/>.</param>
/// <param name="AzureEndpoint">Of the Communication Services resource.</param>
/// <param name="AzureAccessKey">Base64; null to use the app's own identity.</param>
internal sealed record MailSettings(
    string? Folder,
    string From,
    string? SmtpHost,
    int SmtpPort,
    bool SmtpTls,
    string? SmtpUser,
    string? SmtpPassword,
    string Transport = MailTransports.Smtp,
    Uri? AzureEndpoint = null,
    string? AzureAccessKey = null)
{
    private const string DefaultPort = "587";

    /// <summary>What is not usable reads as not set here; <see cref="Faults"/> has told of it at start.</summary>
    public static MailSettings Read(IConfiguration configuration) => new(
        Text(configuration, "Mail:Folder"),
        Text(configuration, "Mail:From") ?? "solde@localhost",
        Text(configuration, "Mail:SmtpHost"),
        PortOf(configuration) ?? 0,
        configuration["Mail:SmtpTls"] != "false",
        Text(configuration, "Mail:SmtpUser"),
        Text(configuration, "Mail:SmtpPassword"),
        TransportOf(configuration),
        EndpointOf(configuration),
        Text(configuration, "Mail:AzureAccessKey"));

    /// <summary>What is missing or wrong, in sentences that name the setting.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var transport = TransportOf(configuration);
        if (!MailTransports.All.Contains(transport))
            yield return $"Mail:Transport is {transport}: it must be one of {string.Join(", ", MailTransports.All)}.";
        var isSent = transport is MailTransports.Smtp or MailTransports.Azure;
        if (isSent && !MailAddress.TryCreate(Text(configuration, "Mail:From"), out _))
            yield return "Set Mail:From to the address that mails come from.";
        if (transport == MailTransports.Folder && Text(configuration, "Mail:Folder") is null)
            yield return "Set Mail:Folder to the folder in which mails become files, or Mail:Transport to smtp or azure.";
        if (transport == MailTransports.Smtp && Text(configuration, "Mail:SmtpHost") is null)
            yield return "Set Mail:SmtpHost to the mail server's name, or Mail:AzureEndpoint for Communication Services, or on a desk Mail:Folder.";
        if (PortOf(configuration) is null)
            yield return "Mail:SmtpPort must be a number from 1 to 65535.";
        if (configuration["Mail:SmtpTls"] is not (null or "true" or "false"))
            yield return "Mail:SmtpTls must be true or false.";
        if (transport == MailTransports.Azure && EndpointOf(configuration) is null)
            yield return "Set Mail:AzureEndpoint to the resource's address, such as https://name.communication.azure.com.";
        if (Text(configuration, "Mail:AzureAccessKey") is { } key && !Convert.TryFromBase64String(key, new byte[key.Length], out _))
            yield return "Mail:AzureAccessKey must be one of the resource's keys; leave it out to use the app's own identity.";
    }

    /// <summary>What is set says it where nobody does.</summary>
    private static string TransportOf(IConfiguration configuration) => Text(configuration, "Mail:Transport")
        ?? (Text(configuration, "Mail:Folder") is not null ? MailTransports.Folder
            : Text(configuration, "Mail:AzureEndpoint") is not null ? MailTransports.Azure
            : MailTransports.Smtp);

    private static int? PortOf(IConfiguration configuration) =>
        int.TryParse(Text(configuration, "Mail:SmtpPort") ?? DefaultPort, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is > 0 and <= 65535
            ? port
            : null;

    private static Uri? EndpointOf(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Mail:AzureEndpoint"], UriKind.Absolute, out var endpoint)
        && (endpoint.Scheme == "https" || endpoint.IsLoopback)
            ? endpoint
            : null;

    private static string? Text(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 } text ? text : null;
}

internal static class MailTransports
{
    public const string Smtp = "smtp";

    /// <summary>Azure Communication Services.</summary>
    public const string Azure = "azure";

    /// <summary>On a desk.</summary>
    public const string Folder = "folder";

    public static readonly IReadOnlyList<string> All = [Smtp, Azure, Folder];
}
