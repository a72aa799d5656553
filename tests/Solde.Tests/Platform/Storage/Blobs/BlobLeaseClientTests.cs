using Azure;
using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage.Blobs;

public sealed class BlobLeaseClientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Only_one_holds_the_lease_until_it_is_released()
    {
        var blob = await NewBlobAsync();
        var mine = blob.GetBlobLeaseClient();
        var theirs = blob.GetBlobLeaseClient();
        await mine.AcquireAsync(Minute);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => theirs.AcquireAsync(Minute));
        Assert.Equal(BlobErrorCode.LeaseAlreadyPresent, refused.ErrorCode);

        await mine.RenewAsync();
        await mine.ReleaseAsync();
        await theirs.AcquireAsync(Minute);
        var lost = await Assert.ThrowsAsync<RequestFailedException>(() => mine.RenewAsync());
        Assert.Equal(BlobErrorCode.LeaseIdMismatchWithLeaseOperation, lost.ErrorCode);
    }

    [Fact]
    public async Task Acquiring_again_with_the_same_id_renews()
    {
        var lease = (await NewBlobAsync()).GetBlobLeaseClient();
        await lease.AcquireAsync(Minute);

        await lease.AcquireAsync(Minute);

        await lease.RenewAsync();
    }

    [Fact]
    public async Task A_leased_blob_is_written_and_deleted_by_the_holder_only()
    {
        var blob = await NewBlobAsync();
        var lease = blob.GetBlobLeaseClient();
        await lease.AcquireAsync(Minute);
        var held = new BlobConditions { LeaseId = lease.LeaseId };

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(BinaryData.FromString("stranger")));
        Assert.Equal(BlobErrorCode.LeaseIdMissing, refused.ErrorCode);

        await blob.UploadAsync(BinaryData.FromString("holder"), held);
        await blob.UploadAsync(new MemoryStream(new byte[BlockUpload.BlockBytes + 1]), held);
        Assert.True(await blob.DeleteIfExistsAsync(held));
    }

    [Theory]
    [InlineData(14)]
    [InlineData(61)]
    public async Task A_lease_that_is_too_short_or_too_long_is_refused(int seconds)
    {
        var lease = (await NewBlobAsync()).GetBlobLeaseClient();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => lease.AcquireAsync(TimeSpan.FromSeconds(seconds)));
    }

    private async Task<BlobClient> NewBlobAsync()
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("leased");
        await blob.UploadAsync(BinaryData.FromString("before"));
        return blob;
    }
}
