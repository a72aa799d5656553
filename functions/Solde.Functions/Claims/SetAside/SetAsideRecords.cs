using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Claims;

/// <summary>Messages that were set aside as records of people: nobody knows what is in one that could not be read.</summary>
internal sealed class SetAsideRecords(
    TableServiceClient tables,
    TimeProvider clock,
    JournalReader journal,
    AggregateStore<ClaimFile> files,
    ClaimBlobs blobs,
    SetAsideIndex index)
    : AggregateRecords<SetAsideMessage>(tables, clock)
{
    public override string Kind => "set_aside";

    /// <summary>Only the journal still tells which copy it was.</summary>
    protected override async Task ForgetAsync(string organisation, string id, CancellationToken cancellation)
    {
        var replay = new JournalReplay<SetAsideMessage>();
        await foreach (var entry in journal.AllAsync<SetAsideMessage>(organisation, id, cancellation))
            replay.Apply(entry);
        var content = replay.StateOf(id).Content!;
        if (content.Raw != PersonalFields.Erased && !await IsOfFileAsync(organisation, content, cancellation))
            await blobs.RemoveRawAsync(content.Raw, cancellation);
    }

    protected override Task ShowAsync(string organisation, string id, CancellationToken cancellation) =>
        index.PutErasedAsync(organisation, id, cancellation);

    /// <summary>
    /// A file took the same bytes in, after all or when they came again: there is one copy of them, and it goes with the file, which may be
    /// part of the books.
    /// </summary>
    private async Task<bool> IsOfFileAsync(string organisation, SetAsideContent content, CancellationToken cancellation)
    {
        if (content.Bytes > CanonicalReader.MaxBytes || await blobs.FindRawAsync(content.Raw, cancellation) is not { } raw)
            return false;
        if (ClaimNetworks.Find(content.Network)!.Read(raw).Message is not { } message)
            return false;
        var claim = ClaimFile.IdOf(organisation, content.Network, message.Claim);
        if (await files.IsErasedAsync(organisation, claim, cancellation))
            return false;
        var key = ClaimFile.KeyOf(message.Number);
        var file = await files.ReadAsync(organisation, claim, cancellation, ClaimFile.MessageRow(key));
        return file.Messages.GetValueOrDefault(key)?.Raw == content.Raw;
    }
}
