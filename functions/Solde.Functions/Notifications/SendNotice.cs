using System.Diagnostics;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Functions.Vouchers;
using Solde.Platform.Hosting;
using Solde.Platform.Telemetry;

namespace Solde.Functions.Notifications;

/// <summary>
/// Sends a notice by e-mail. One that can't be sent is tried again some minutes later, then shown as failed (PAY-09). A
/// crash after the transport took it and before that is recorded sends it again under the same Message-ID, which is
/// the most that mail allows.
/// </summary>
internal static class SendNotice
{
    private const int MaxTries = 5;

    public static async Task HandleAsync(NoticeQueued message, MessageContext context)
    {
        var notifications = context.Services.GetRequiredService<AggregateStore<Notification>>();
        var read = await notifications.ReadAsync(message.Organisation, message.Notification, context.CancellationToken);
        if (read.Content is not { State: NotificationStates.Queued } content)
        {
            // An earlier delivery may have died between recording its end and the list.
            if (read.Content is { } ended)
                await ListAsync(message, ended, context);
            return;
        }

        try
        {
            var complete = await StillHoldsAsync(message, content, context) ? await WithSecretAsync(message, content, context) : null;
            if (complete is null)
            {
                await RecordAsync(message, content with { State = NotificationStates.NotNeeded }, "NoticeNotNeeded", [], context);
                return;
            }
            var mail = Templates.Render(message.Notification, complete);
            await SendAsync(mail, complete.NoticeKind, context);
        }
        catch (Exception outage) when (outage is MailNotSentException or OutageException)
        {
            var isLast = content.Tries + 1 >= MaxTries;
            var tried = content with { Tries = content.Tries + 1, State = isLast ? NotificationStates.Failed : NotificationStates.Queued };
            // A queue delivers again at once, and a mail server that is down is not up again at once.
            Announcement[] again = isLast ? [] : [Announcement.Later(Queues.Notifications, message, NotificationsJson.Default.NoticeQueued)];
            await RecordAsync(message, tried, isLast ? "NoticeFailed" : "NoticeNotSent", again, context);
            return;
        }

        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await RecordAsync(
            message, content with { State = NotificationStates.Sent, Tries = content.Tries + 1, SentAt = now }, "NoticeSent", [], context);
    }

    private static async Task SendAsync(Mail mail, string kind, MessageContext context)
    {
        using var span = Traces.Calls.StartActivity("send mail", ActivityKind.Client);
        span?.SetTag("solde.notice.kind", kind);
        try
        {
            await context.Services.GetRequiredService<IMailTransport>().SendAsync(mail, context.CancellationToken);
        }
        catch (MailNotSentException refused)
        {
            span.Fail(refused);
            throw;
        }
    }

    private static async Task RecordAsync(
        NoticeQueued message, NotificationContent content, string action, IReadOnlyList<Announcement> announcements, MessageContext context)
    {
        var command = Command.Of(message.Organisation, "message " + context.MessageId, context);
        var kept = content;
        await context.Services.GetRequiredService<AggregateStore<Notification>>().ChangeAsync(message.Notification, command, notification =>
        {
            // Another delivery may have come to an end meanwhile: that is what the list shows then.
            kept = notification.Content is { State: NotificationStates.Queued } ? content : notification.Content!;
            return ReferenceEquals(kept, content)
                ? new Decision<Notification>.Changed(notification with { Content = content }, new JournalNote(action), Answer.NoContent, announcements)
                : new Decision<Notification>.Unchanged(Answer.NoContent);
        });
        await ListAsync(message, kept, context);
    }

    /// <summary>Whether what a notice asks for is still to be done; most ask for nothing that could be.</summary>
    private static async Task<bool> StillHoldsAsync(NoticeQueued message, NotificationContent content, MessageContext context)
    {
        if (content.Cause is not { } cause)
            return true;
        var wallet = await context.Services.GetRequiredService<IVoucherContacts>()
            .FindWalletAsync(message.Organisation, cause.Wallet, [cause.Occasion], context.CancellationToken);
        return wallet?.StillSo.Count > 0;
    }

    /// <summary>
    /// An activation code, or the link to a customer's bank, is got when it is sent and kept nowhere. Null where it is not needed any more.
    /// </summary>
    private static async Task<NotificationContent?> WithSecretAsync(
        NoticeQueued message, NotificationContent content, MessageContext context)
    {
        switch (content.NoticeKind)
        {
            case NoticeKinds.Activation or NoticeKinds.Access:
                var contact = await context.Services.GetRequiredService<IAccountContacts>()
                    .FindAsync(message.Organisation, content.About, context.CancellationToken);
                return content with { Arguments = [.. content.Arguments, contact!.ActivationToken] };
            case NoticeKinds.CustomerNeeded:
                var link = await context.Services.GetRequiredService<ICustomerLinks>()
                    .FindAsync(message.Organisation, content.Arguments[^1], content.About, context.CancellationToken);
                return link is null ? null : content with { Arguments = [.. content.Arguments, link] };
            default:
                return content;
        }
    }

    private static Task ListAsync(NoticeQueued message, NotificationContent content, MessageContext context) =>
        context.Services.GetRequiredService<NotificationIndex>().PutAsync(message.Organisation, message.Notification, content, context.CancellationToken);
}
