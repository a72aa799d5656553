namespace Solde.Functions.Notifications;

/// <param name="Id">The notification's id, which also names the message, so that a mail sent twice can be told.</param>
internal sealed record Mail(string Id, string To, string Title, string Body, string Language);

/// <summary>The way out to people's mailboxes.</summary>
internal interface IMailTransport
{
    /// <exception cref="MailNotSentException">It could not be sent now; it may be later.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellation);
}

public sealed class MailNotSentException : Exception
{
    public MailNotSentException()
    {
    }

    public MailNotSentException(string message)
        : base(message)
    {
    }

    public MailNotSentException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
