using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Messaging;

namespace Solde.Functions.Accounts;

/// <summary>
/// Somebody wants access to his account and says only his e-mail (INS-08). What is sent to the account that has it ties
/// the access to the account. The answer never tells whether an address is known.
/// </summary>
internal static class AskAccess
{
    /// <summary>An id that no account has: an unknown address costs the same two reads as a known one.</summary>
    private const string Nobody = "nobody";

    public sealed record Request(string? Email);

    public sealed record View(string Status);

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Account> accounts, EmailClaims claims, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Email("email", request.Email);
        if (errors.Any)
            return errors.ToRefusal();

        var holder = await claims.HolderAsync(command.Organisation, request.Email!, command.CancellationToken) ?? Nobody;
        var account = await accounts.ReadAsync(command.Organisation, holder, command.CancellationToken);
        if (account.Head is { } head && Membership.IsOwner(head, request.Email!))
            Announce(account.Id, command, clock.GetUtcNow());
        return Answer.Accepted(new View("sending"), AccountsJson.Default.AskAccessView, "/api/v1/notifications");
    }

    /// <summary>Nothing changes, so nothing is stored: the message goes out with the answer. One an hour, however often he asks.</summary>
    private static void Announce(string account, Command command, DateTimeOffset now)
    {
        var occasion = $"access-{now:yyyy-MM-dd-HH}";
        command.Outgoing.Send(
            Queues.Notifications,
            Envelope.Of(
                $"{account}-{occasion}",
                new AccessAsked(command.Organisation, account, occasion),
                AccountMessages.Default.AccessAsked,
                now,
                null).ToText());
    }
}
