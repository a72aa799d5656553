using Solde.Functions.Api;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;

namespace Solde.Functions.Claims;

/// <summary>
/// Empties a network's folder, file by file: by a timer through a message for each organisation, and at once on demand (CLM-17). Two that
/// do it at the same time take each file once: its number says that it is known, and only what was read is removed.
/// </summary>
internal static class ReceiveFolder
{
    /// <summary>So many in one call or message; the rest is the next one's.</summary>
    private const int MaxFiles = 200;

    /// <param name="Taken">Messages that were new.</param>
    /// <param name="Repeated">Those that were known.</param>
    /// <param name="SetAside">Those that can't be taken in.</param>
    /// <param name="AreLeft">More wait: they come by themselves, or with the next call.</param>
    public sealed record View(int Taken, int Repeated, int SetAside, bool AreLeft);

    public static async Task<Answer> Handle(
        string network, Command command, MessageIntake intake, ClaimBlobs blobs)
    {
        if (ClaimNetworks.Find(network) is not { } known)
            return CommonRefusals.NotFound;
        return Answer.Ok(await EmptyAsync(known, command, intake, blobs), ClaimsJson.Default.ReceiveFolderView);
    }

    /// <summary>The timer: one message to each organisation in whose folder something lies. One that dies has sent nothing.</summary>
    public static async Task FindFilledAsync(TimerContext context)
    {
        var blobs = context.Services.GetRequiredService<ClaimBlobs>();
        foreach (var network in ClaimNetworks.Names)
        {
            await foreach (var organisation in blobs.FilledAsync(network, context.CancellationToken))
                Send(new FolderFilled(organisation, network), context.Outgoing, context.Services);
        }
    }

    public static async Task HandleAsync(FolderFilled message, MessageContext context)
    {
        var organisations = context.Services.GetRequiredService<Organisations.IOrganisationDirectory>();
        // A folder that somebody made under another name belongs to nobody, and stays.
        if (await organisations.FindAsync(message.Organisation, context.CancellationToken) is null)
            return;
        var emptied = await EmptyAsync(
            ClaimNetworks.Find(message.Network)!,
            Command.Of(message.Organisation, "folder " + message.Network, context),
            context.Services.GetRequiredService<MessageIntake>(),
            context.Services.GetRequiredService<ClaimBlobs>());
        if (emptied.AreLeft)
            Send(message, context.Outgoing, context.Services);
    }

    private static async Task<View> EmptyAsync(IClaimNetwork network, Command command, MessageIntake intake, ClaimBlobs blobs)
    {
        var (taken, repeated, setAside) = (0, 0, 0);
        // A call's key is about the call, not about each of its files.
        command = command with { IdempotencyKey = null };
        await foreach (var file in blobs.WaitingAsync(network.Name, command.Organisation, command.CancellationToken))
        {
            if (taken + repeated + setAside == MaxFiles)
                return new View(taken, repeated, setAside, AreLeft: true);
            if (file.ContentLength > CanonicalReader.MaxBytes)
            {
                await intake.SetLargeAsideAsync(network, file, command);
                await blobs.RemoveAsync(network.Name, file.Name, file.ETag, command.CancellationToken);
                setAside++;
                continue;
            }
            if (await blobs.ReadAsync(network.Name, file, command.CancellationToken) is not { } received)
                continue;
            var (answer, aside) = await intake.TakeAsync(network, received, command);
            await blobs.RemoveAsync(network.Name, file.Name, received.ETag, command.CancellationToken);
            if (aside is not null)
                setAside++;
            else if (System.Text.Json.JsonSerializer.Deserialize(answer.Body.Span, ClaimsJson.Default.TakeMessageView)!.IsRepeated)
                repeated++;
            else
                taken++;
        }
        return new View(taken, repeated, setAside, AreLeft: false);
    }

    private static void Send(FolderFilled message, OutgoingMessages outgoing, IServiceProvider services)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var envelope = Envelope.Of(
            $"{message.Organisation}-{message.Network}-{now.UtcTicks}", message, ClaimMessages.Default.FolderFilled, now, outbox: null);
        outgoing.Send(ClaimsQueue.Claims, envelope.ToText());
    }
}
