using System.Net;
using System.Net.Mail;
using System.Text;

namespace Solde.Functions.Notifications;

internal sealed class SmtpTransport(MailSettings settings) : IMailTransport
{
    public async Task SendAsync(Mail mail, CancellationToken cancellation)
    {
        if (await TrySendAsync(mail, cancellation) is { } why)
            throw new MailNotSentException(why);
    }

    /// <summary>
    /// Null when sent, else why not, in our own words: a server repeats the address in its, and addresses never reach a
    /// log (COM-12).
    /// </summary>
    private async Task<string?> TrySendAsync(Mail mail, CancellationToken cancellation)
    {
        try
        {
            using var client = new SmtpClient(settings.SmtpHost, settings.SmtpPort) { EnableSsl = settings.SmtpTls };
            if (settings.SmtpUser is not null)
                client.Credentials = new NetworkCredential(settings.SmtpUser, settings.SmtpPassword);
            using var message = MessageOf(mail);
            await client.SendMailAsync(message, cancellation);
            return null;
        }
        catch (SmtpException refused)
        {
            return $"The mail server did not take the message: {refused.StatusCode}.";
        }
        catch (Exception unfit) when (unfit is FormatException or InvalidOperationException)
        {
            return "The mail server's settings or the address are not usable.";
        }
    }

    private MailMessage MessageOf(Mail mail)
    {
        var message = new MailMessage(settings.From, mail.To, mail.Title, mail.Body)
        {
            BodyEncoding = Encoding.UTF8,
            SubjectEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.Id}@solde>");
        message.Headers.Add("Content-Language", mail.Language);
        return message;
    }
}
