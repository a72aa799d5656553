using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;
using Solde.Platform.Storage;

namespace Solde.Functions.Claims;

/// <summary>
/// Takes a message in, by whatever way it came (CLM-17). The copy is kept first and the file applied next, so that whoever removes the
/// message from where it lay does so last: a crash between any two has it taken in again, and its number makes that nothing.
/// </summary>
internal sealed class MessageIntake(
    AggregateStore<ClaimFile> files,
    AggregateStore<SetAsideMessage> setAside,
    ClaimBlobs blobs,
    IOrganisationDirectory organisations,
    TimeProvider clock)
{
    /// <summary>The answer about its file; or, where it can't be taken in, a refusal that names the message set aside.</summary>
    public async Task<TakenIn> TakeAsync(IClaimNetwork network, ReceivedFile received, Command command)
    {
        var reading = network.Read(received.Content);
        var claim = reading.Message is { } message ? ClaimFile.IdOf(command.Organisation, network.Name, message.Claim) : null;
        var raw = await blobs.KeepAsync(network.Name, command.Organisation, claim, received.Content, command.CancellationToken);
        var (answer, fault) = await ApplyAsync(network, reading, raw, command);
        if (fault is null)
            return new TakenIn(answer!, null);
        var aside = SetAsideContent.New(
            network.Name, received.Source, raw, received.Content.ToMemory().Length, fault, clock.GetUtcNow());
        var id = await SetAsideMessage.PutAsync(aside, command, setAside);
        return new TakenIn(ClaimRefusals.Unreadable.With(fault.Code, id), id);
    }

    /// <summary>A file that is no message, by its size alone: it is kept and set aside without being read.</summary>
    public async Task SetLargeAsideAsync(IClaimNetwork network, BlobItem file, Command command)
    {
        var raw = await blobs.KeepLargeAsync(network.Name, command.Organisation, file, command.CancellationToken);
        var aside = SetAsideContent.New(
            network.Name, ClaimBlobs.NameOf(file), raw, file.ContentLength, new MessageFault(MessageFaults.TooLarge), clock.GetUtcNow());
        await SetAsideMessage.PutAsync(aside, command, setAside);
    }

    /// <summary>Either an answer or a fault.</summary>
    public async Task<(Answer? Answer, MessageFault? Fault)> ApplyAsync(
        IClaimNetwork network, MessageReading reading, string raw, Command command)
    {
        var (message, fault) = reading;
        if (message is null)
            return (null, fault);
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        if (message.Amount is { } amount && amount.Currency != profile.Currency)
            return (null, new MessageFault(MessageFaults.OtherCurrency, "amount"));

        var now = clock.GetUtcNow();
        var answer = await files.ChangeAsync(
            ClaimFile.IdOf(command.Organisation, network.Name, message.Claim),
            command,
            file => TakeMessage.Decide(file, message, network.Name, raw, command.Organisation, now));
        return answer.Refusal switch
        {
            null => (answer, null),
            { Kind: var kind } when kind == ClaimRefusals.NumberReused => (null, new MessageFault(MessageFaults.NumberReused, "number")),
            { Kind: var kind } when kind == ClaimRefusals.NothingToAcknowledge =>
                (null, new MessageFault(MessageFaults.NothingToAcknowledge, "acknowledges")),
            { Kind: var kind } when kind == CommonRefusals.Erased => (null, new MessageFault(MessageFaults.FileErased, "claim")),
            _ => (answer, null),
        };
    }
}

/// <param name="SetAside">The message's id among those that were set aside; null where it was taken in.</param>
internal sealed record TakenIn(Answer Answer, string? SetAside);
