using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Claims;

/// <summary>
/// Writes what is sent into the network's outgoing folder, once a version (CLM-18): the name says claim, kind, version, and what is there
/// is not written again. That it was written is kept in the file, so that one which the network has fetched is not.
/// </summary>
internal sealed class OutgoingFolder(AggregateStore<ClaimFile> files, ClaimBlobs blobs, TimeProvider clock)
{
    public static Task HandleAsync(ClaimMessageSent message, MessageContext context) =>
        context.Services.GetRequiredService<OutgoingFolder>().WriteAllAsync(
            message.Claim, Command.Of(message.Organisation, "message ClaimMessageSent", context));

    public async Task WriteAllAsync(string claim, Command command)
    {
        command = command with { IdempotencyKey = null, IfMatch = null };
        var found = await files.ReadAsync(command.Organisation, claim, command.CancellationToken);
        foreach (var sent in found.Sent.Values.Where(sent => sent.WrittenAt is null))
        {
            var head = found.Head!;
            var message = new OutgoingMessage(
                sent.Name, sent.Kind, head.Number, sent.Version, sent.SentAt, sent.InvoiceNumber, sent.Amount);
            await blobs.WriteOutAsync(
                head.Network,
                command.Organisation,
                sent.Name,
                ClaimNetworks.Find(head.Network)!.Write(message),
                command.CancellationToken);
            var now = clock.GetUtcNow();
            await files.ChangeAsync(claim, command, file => Written(file, sent.Name, now));
        }
    }

    internal static Decision<ClaimFile> Written(ClaimFile file, string name, DateTimeOffset now)
    {
        var sent = file.Sent[name];
        return sent.WrittenAt is not null
            ? new Decision<ClaimFile>.Unchanged(Answer.NoContent)
            : new Decision<ClaimFile>.Changed(
                file.With(file.Head!.Next()).With(sent with { WrittenAt = now }),
                new JournalNote("SendingWritten", name),
                Answer.NoContent,
                []);
    }
}
