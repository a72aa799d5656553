using System.Text.Json;
using Azure;
using Solde.Functions.Api;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;

namespace Solde.Functions.Claims;

/// <summary>
/// Takes in what lies in a network's folder, file by file: by a timer through a message for each organisation, and at once on demand
/// (CLM-17). The files are removed by a message that goes out behind those of their claims: where this dies, nothing was sent, they lie
/// there still, and are found to be known. Two that do it at the same time take each file once.
/// </summary>
internal static class ReceiveFolder
{
    /// <summary>So many in one call or message; the rest comes when these are removed.</summary>
    private const int MaxFiles = 200;

    /// <param name="Taken">Messages that were new.</param>
    /// <param name="Repeated">Those that were known.</param>
    /// <param name="SetAside">Those that can't be taken in.</param>
    /// <param name="AreLeft">More wait: they are taken in by themselves, moments later.</param>
    public sealed record View(int Taken, int Repeated, int SetAside, bool AreLeft);

    public static async Task<Answer> Handle(
        string network, Command command, MessageIntake intake, ClaimBlobs blobs, TimeProvider clock)
    {
        if (ClaimNetworks.Find(network) is not { } known)
            return CommonRefusals.NotFound;
        return Answer.Ok(await TakeAllAsync(known, command, intake, blobs, clock), ClaimsJson.Default.ReceiveFolderView);
    }

    /// <summary>The timer: one message to each organisation in whose folder something lies. One that dies has sent nothing.</summary>
    public static async Task FindFilledAsync(TimerContext context)
    {
        var blobs = context.Services.GetRequiredService<ClaimBlobs>();
        var clock = context.Services.GetRequiredService<TimeProvider>();
        foreach (var network in ClaimNetworks.Names)
        {
            await foreach (var organisation in blobs.FilledAsync(network, context.CancellationToken))
                context.Outgoing.Send(ClaimsQueue.Claims, TextOf(new FolderFilled(organisation, network), clock));
        }
    }

    public static async Task HandleAsync(FolderFilled message, MessageContext context)
    {
        var organisations = context.Services.GetRequiredService<IOrganisationDirectory>();
        // A folder that somebody made under another name belongs to nobody, and stays.
        if (await organisations.FindAsync(message.Organisation, context.CancellationToken) is null)
            return;
        await TakeAllAsync(
            ClaimNetworks.Find(message.Network)!,
            Command.Of(message.Organisation, "folder " + message.Network, context),
            context.Services.GetRequiredService<MessageIntake>(),
            context.Services.GetRequiredService<ClaimBlobs>(),
            context.Services.GetRequiredService<TimeProvider>());
    }

    /// <summary>What was taken in is removed, in the version that was read; where more lies there, it is taken in next.</summary>
    public static async Task HandleAsync(FolderTaken message, MessageContext context)
    {
        var blobs = context.Services.GetRequiredService<ClaimBlobs>();
        foreach (var (name, version) in message.Files)
            await blobs.RemoveAsync(message.Network, name, new ETag(version), context.CancellationToken);
        var clock = context.Services.GetRequiredService<TimeProvider>();
        if (message.AreLeft)
            context.Outgoing.Send(ClaimsQueue.Claims, TextOf(new FolderFilled(message.Organisation, message.Network), clock));
    }

    private static async Task<View> TakeAllAsync(
        IClaimNetwork network, Command command, MessageIntake intake, ClaimBlobs blobs, TimeProvider clock)
    {
        var (taken, repeated, setAside) = (0, 0, 0);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var areLeft = false;
        // A call's key is about the call, not about each of its files.
        command = command with { IdempotencyKey = null };
        await foreach (var file in blobs.WaitingAsync(network.Name, command.Organisation, command.CancellationToken))
        {
            if (files.Count == MaxFiles)
            {
                areLeft = true;
                break;
            }
            if (file.ContentLength > CanonicalReader.MaxBytes)
            {
                await intake.SetLargeAsideAsync(network, file, command);
                files[file.Name] = file.ETag.ToString();
                setAside++;
                continue;
            }
            if (await blobs.ReadAsync(network.Name, file, command.CancellationToken) is not { } received)
                continue;
            var (answer, aside) = await intake.TakeAsync(network, received, command);
            files[file.Name] = received.ETag.ToString();
            if (aside is not null)
                setAside++;
            else if (JsonSerializer.Deserialize(answer.Body.Span, ClaimsJson.Default.TakeMessageView)!.IsRepeated)
                repeated++;
            else
                taken++;
        }
        if (files.Count > 0)
            command.Outgoing.Send(ClaimsQueue.Claims, TextOf(new FolderTaken(command.Organisation, network.Name, files, areLeft), clock));
        return new View(taken, repeated, setAside, areLeft);
    }

    private static string TextOf(FolderFilled message, TimeProvider clock) => Envelope.Of(
        $"{message.Organisation}-{message.Network}-{clock.GetUtcNow().UtcTicks}",
        message,
        ClaimMessages.Default.FolderFilled,
        clock.GetUtcNow(),
        outbox: null).ToText();

    private static string TextOf(FolderTaken message, TimeProvider clock) => Envelope.Of(
        $"{message.Organisation}-{message.Network}-{clock.GetUtcNow().UtcTicks}-taken",
        message,
        ClaimMessages.Default.FolderTaken,
        clock.GetUtcNow(),
        outbox: null).ToText();
}
