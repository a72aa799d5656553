using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>Tries a message that was set aside again: what it could not fit then may be there now (CLM-17).</summary>
internal static class RetrySetAside
{
    public static async Task<Answer> Handle(
        string setAside, Command command, AggregateStore<SetAsideMessage> messages, MessageIntake intake, ClaimBlobs blobs)
    {
        if (await messages.EarlierAnswerAsync(setAside, command) is { } earlier)
            return earlier;
        var found = await messages.ReadAsync(command.Organisation, setAside, command.CancellationToken);
        if (found.Content is not { } content)
            return CommonRefusals.NotFound;
        if (content.Claim is not null)
            return Answer.Ok(SetAsideView.Of(setAside, content), ClaimsJson.Default.SetAsideView);

        // Its size does not change, and no memory should hold it.
        if (content.Bytes > CanonicalReader.MaxBytes)
        {
            var tooLarge = new MessageFault(MessageFaults.TooLarge);
            return await messages.ChangeAsync(setAside, command, current => Decide(current, null, tooLarge));
        }
        if (await blobs.FindRawAsync(content.Raw, command.CancellationToken) is not { } raw)
            return CommonRefusals.Erased;
        // First the file, by the message's own number; that it was taken is written down after.
        var network = ClaimNetworks.Find(content.Network)!;
        var (answer, fault) = await intake.ApplyAsync(network, network.Read(raw), content.Raw, command with { IdempotencyKey = null });
        var claim = answer is null
            ? null
            : JsonSerializer.Deserialize(answer.Body.Span, ClaimsJson.Default.TakeMessageView)!.Claim;
        return await messages.ChangeAsync(setAside, command, current => Decide(current, claim, fault));
    }

    internal static Decision<SetAsideMessage> Decide(SetAsideMessage message, string? claim, MessageFault? fault)
    {
        var content = message.Content!;
        if (content.Claim is not null)
        {
            return new Decision<SetAsideMessage>.Unchanged(
                Answer.Ok(SetAsideView.Of(message.Id, content), ClaimsJson.Default.SetAsideView));
        }
        var tried = content with
        {
            Tries = content.Tries + 1,
            Claim = claim,
            Reason = fault?.Code ?? content.Reason,
            Where = fault is null ? content.Where : fault.Where,
            Revision = content.Revision + 1,
        };
        return new Decision<SetAsideMessage>.Changed(
            message with { Content = tried },
            new JournalNote(claim is null ? "MessageTriedAgain" : "MessageTakenAfterAll"),
            Answer.Ok(SetAsideView.Of(message.Id, tried), ClaimsJson.Default.SetAsideView),
            []);
    }
}
