using Solde.Functions.Api;

namespace Solde.Functions.Notifications;

/// <summary>The notification centre: what was told to whom, newest first, by kind, state and recipient.</summary>
internal static class ListNotifications
{
    /// <param name="Recipient">
    /// Who was told: an administrator's id, <c>owner</c>, <c>payer-…</c> of a plan, <c>user</c> of a wallet, <c>company</c>, or
    /// <c>address-…</c> of the settings.
    /// </param>
    /// <param name="About">The payment, account, service or order of vouchers that it is about.</param>
    public sealed record Item(
        string Id,
        string Kind,
        string Recipient,
        string About,
        string State,
        bool ByEmail,
        DateTimeOffset CreatedAt,
        DateTimeOffset? SentAt);

    public static async Task<Answer> Handle(
        string? kind, string? state, string? recipient, string? cursor, int? limit, Command command, NotificationIndex index)
    {
        var errors = new FieldErrors();
        errors.Id("kind", kind, needed: false);
        errors.OneOf("state", state, NotificationStates.All, needed: false);
        errors.Id("recipient", recipient, needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        return errors.Any
            ? errors.ToRefusal()
            : Cursor.Answer(
                await index.PageAsync(command.Organisation, kind, state, recipient, after, size, command.CancellationToken),
                NotificationsJson.Default.PageItem);
    }
}
