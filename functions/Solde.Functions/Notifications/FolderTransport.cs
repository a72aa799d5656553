using System.Text;

namespace Solde.Functions.Notifications;

/// <summary>A mailbox folder: one file a mail, named by its notification, so that a mail sent twice is there once.</summary>
internal sealed class FolderTransport(MailSettings settings) : IMailTransport
{
    public async Task SendAsync(Mail mail, CancellationToken cancellation)
    {
        var text = string.Join(
            "\r\n",
            $"From: {settings.From}",
            $"To: {mail.To}",
            $"Subject: {EncodedWord(mail.Title)}",
            $"Message-ID: <{mail.Id}@solde>",
            $"Content-Language: {mail.Language}",
            "Content-Type: text/plain; charset=utf-8",
            "",
            mail.Body);
        try
        {
            var folder = Directory.CreateDirectory(settings.Folder!).FullName;
            var draft = Path.Combine(folder, $"{mail.Id}-{Guid.NewGuid():N}.tmp");
            await File.WriteAllTextAsync(draft, text, cancellation);
            File.Move(draft, Path.Combine(folder, mail.Id + ".eml"), overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MailNotSentException("The mailbox folder cannot be written.", failure);
        }
    }

    /// <summary>RFC 2047, for titles beyond ASCII.</summary>
    private static string EncodedWord(string text) =>
        Ascii.IsValid(text) ? text : $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}
