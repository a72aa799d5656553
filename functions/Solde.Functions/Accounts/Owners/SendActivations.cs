using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;

namespace Solde.Functions.Accounts;

/// <summary>Sends the activation message again to every account not yet activated (BIL-01), a page at a time.</summary>
internal static class SendActivations
{
    private const int PageSize = 100;

    public sealed record View(string Status);

    public static Answer Handle(Command command, TimeProvider clock)
    {
        // Asked for twice within a day it reaches each owner once. Nothing is stored: the message is the work, sent when this answer is.
        var message = new ActivationsAsked(command.Organisation, $"again-{clock.GetUtcNow():yyyy-MM-dd}", null);
        var id = command.IdempotencyKey is null ? IdempotencyKey.NewId("act") : IdempotencyKey.Digest($"{command.Organisation}\n{command.IdempotencyKey}");
        command.Outgoing.Send(
            Queues.Accounts, Envelope.Of(id, message, AccountMessages.Default.ActivationsAsked, clock.GetUtcNow(), null).ToText());
        return Answer.Accepted(new View("sending"), AccountsJson.Default.SendActivationsView, "/api/v1/accounts?activated=false");
    }

    public static async Task HandleAsync(ActivationsAsked message, MessageContext context)
    {
        var index = context.Services.GetRequiredService<AccountIndex>();
        var clock = context.Services.GetRequiredService<TimeProvider>();
        var page = await index.PageAsync(
            message.Organisation,
            AccountIndex.ByCreation,
            message.After,
            PageSize,
            activated: false,
            search: null,
            context.CancellationToken);
        if (page is null)
            return;
        foreach (var item in page.Items)
        {
            var asked = new ActivationAsked(message.Organisation, item.Id, message.Occasion);
            context.Outgoing.Send(
                Queues.Notifications,
                Envelope.Of($"{item.Id}-{message.Occasion}", asked, AccountMessages.Default.ActivationAsked, clock.GetUtcNow(), null).ToText());
        }
        if (page.Next is not null)
        {
            var next = message with { After = page.Next };
            context.Outgoing.Send(
                Queues.Accounts, Envelope.Of(
                    context.MessageId, next, AccountMessages.Default.ActivationsAsked, clock.GetUtcNow(), null).ToText());
        }
    }
}
