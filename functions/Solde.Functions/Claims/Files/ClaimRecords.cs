using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Claims;

/// <summary>
/// Claim files as records of people: the vehicle, what insurer and shop wrote, and every message as it came. The claim's number stays: it
/// is the insurer's, and the invoice's payment goes by it.
/// </summary>
internal sealed class ClaimRecords(
    TableServiceClient tables, TimeProvider clock, AggregateStore<ClaimFile> files, ClaimBlobs blobs, ClaimIndex index)
    : AggregateRecords<ClaimFile>(tables, clock)
{
    public override string Kind => ClaimFile.Kind;

    protected override async Task ForgetAsync(string organisation, string id, CancellationToken cancellation)
    {
        var file = await files.ReadWholeAsync(organisation, id, [ClaimFile.MessagePrefix], cancellation);
        var network = file.Head!.Network;
        await blobs.RemoveRawOfAsync(network, organisation, id, cancellation);
        // A message that was set aside before anything could read it lies elsewhere.
        foreach (var message in file.Messages.Values.Where(message => message.Raw != PersonalFields.Erased))
            await blobs.RemoveRawAsync(message.Raw, cancellation);
        foreach (var sent in file.Sent.Values)
            await blobs.RemoveOutAsync(network, organisation, sent.Name, cancellation);
    }

    protected override async Task ShowAsync(string organisation, string id, CancellationToken cancellation)
    {
        var file = await files.ReadAsync(organisation, id, cancellation);
        await index.PutErasedAsync(organisation, id, file.Head!, cancellation);
    }
}
