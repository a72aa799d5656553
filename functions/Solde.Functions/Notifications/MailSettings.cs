using System.Globalization;

namespace Solde.Functions.Notifications;

/// <param name="Folder">Set on a desk: mails become files there and none is sent.</param>
internal sealed record MailSettings(
    string? Folder,
    string From,
    string? SmtpHost,
    int SmtpPort,
    bool SmtpTls,
    string? SmtpUser,
    string? SmtpPassword)
{
    public static MailSettings Read(IConfiguration configuration) => new(
        configuration["Mail:Folder"],
        configuration["Mail:From"] ?? "solde@localhost",
        configuration["Mail:SmtpHost"],
        int.Parse(configuration["Mail:SmtpPort"] ?? "587", CultureInfo.InvariantCulture),
        configuration["Mail:SmtpTls"] != "false",
        configuration["Mail:SmtpUser"],
        configuration["Mail:SmtpPassword"]);
}
