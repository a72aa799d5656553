using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>Writes a notice down, once, and announces that it is to be sent. Its id follows from what it is about.</summary>
internal static class Notify
{
    /// <summary>The account's owner, as a recipient.</summary>
    public const string Owner = "owner";

    /// <summary>A wallet's user, as a recipient.</summary>
    public const string User = "user";

    /// <summary>A quota's member, as a recipient.</summary>
    public const string Member = "member";

    /// <summary>A company that does services, as a recipient.</summary>
    public const string Company = "company";

    /// <summary>An address of the settings by a name that tells nobody whose it is, and stays when the list is sorted anew.</summary>
    public static string NameOf(NotificationAddress address) => "address-" + IdempotencyKey.Digest(address.Email)[..12];

    /// <summary>A person of whom only the address is known, by a name that tells nobody who he is.</summary>
    public static string NameOf(InstalmentPayer payer) => payer.Email is null ? Owner : "payer-" + IdempotencyKey.Digest(payer.Email)[..12];

    /// <summary>
    /// To every administrator with the permission, in the notification centre and by mail where he
    /// chose so, and to the addresses of the settings that ask for this kind (PAY-08).
    /// </summary>
    /// <param name="occasion">What the notice is about, once: the same occasion is told once.</param>
    /// <param name="about">The document that it is about.</param>
    /// <param name="arguments">The template's arguments after the organisation's name, in a language.</param>
    /// <param name="permission">Who may know: those for failed payments, unless it is about something else.</param>
    public static async Task AdministratorsAsync(
        string organisation,
        string kind,
        string occasion,
        string about,
        Func<string, IEnumerable<string>> arguments,
        MessageContext context,
        string permission = Scopes.PaymentsFailed)
    {
        var known = await context.Services.GetRequiredService<IOrganisationDirectory>().FindAsync(organisation, context.CancellationToken);
        if (known?.Profile is not { } profile)
            return;
        Task TellAsync(string recipient, string? to, string language) =>
            OneAsync(organisation, kind, occasion, recipient, to, language, about, [profile.Name, .. arguments(language)], context);

        foreach (var administrator in known.Administrators.Values.Where(
            person => person.Permissions.Contains(permission) && person.Wants(kind)))
            await TellAsync(administrator.Id, administrator.Emails.Contains(kind) ? administrator.Email : null, administrator.Language);
        await AddressesAsync(organisation, profile, kind, occasion, about, arguments, context);
    }

    /// <summary>To the addresses of the settings that ask for this kind (PAY-08).</summary>
    public static async Task AddressesAsync(
        string organisation,
        OrganisationProfile profile,
        string kind,
        string occasion,
        string about,
        Func<string, IEnumerable<string>> arguments,
        MessageContext context)
    {
        foreach (var address in profile.Settings.NotificationAddresses.Where(address => address.Kinds.Contains(kind)))
        {
            await OneAsync(
                organisation,
                kind,
                occasion,
                NameOf(address),
                address.Email,
                address.Language,
                about,
                [profile.Name, .. arguments(address.Language)],
                context);
        }
    }

    /// <param name="cause">What must still hold when it is sent; null where it is sent whatever comes.</param>
    public static async Task OneAsync(
        string organisation,
        string kind,
        string occasion,
        string recipient,
        string? to,
        string language,
        string about,
        IReadOnlyList<string> arguments,
        MessageContext context,
        VoucherCause? cause = null)
    {
        var notifications = context.Services.GetRequiredService<AggregateStore<Notification>>();
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = "not_" + IdempotencyKey.Digest($"{kind}\n{occasion}\n{recipient}")[..32];
        var content = new NotificationContent(
            kind,
            recipient,
            to,
            language,
            about,
            arguments,
            to is null ? NotificationStates.Shown : NotificationStates.Queued,
            0,
            now,
            null,
            cause);
        var command = Command.Of(organisation, "message " + context.MessageId, context);
        await notifications.ChangeAsync(id, command, notification =>
        {
            if (notification.Content is { } known)
            {
                content = known;
                return new Decision<Notification>.Unchanged(Answer.NoContent);
            }
            return new Decision<Notification>.Changed(
                notification with { Content = content },
                new JournalNote("NoticeWritten"),
                Answer.NoContent,
                to is null ? [] : [Announcement.To(
                    Queues.Notifications, new NoticeQueued(organisation, id), NotificationsJson.Default.NoticeQueued)]);
        });
        await context.Services.GetRequiredService<NotificationIndex>().PutAsync(organisation, id, content, context.CancellationToken);
    }
}

/// <summary>To <see cref="Queues.Notifications"/>, from this area to itself: a notice waits to be sent by e-mail.</summary>
internal sealed record NoticeQueued(string Organisation, string Notification);
