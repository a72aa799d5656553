using Azure;
using FsCheck;
using FsCheck.Fluent;
using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage.Blobs;

public sealed class BlobClientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly BinaryData Old = BinaryData.FromString("old");
    private static readonly BinaryData New = BinaryData.FromString("new");

    [Fact]
    public async Task A_blob_comes_back_with_its_type_and_version()
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("folder/report.csv");

        var uploaded = await blob.UploadAsync(BinaryData.FromString("a;b"), contentType: "text/csv");
        var read = (await blob.DownloadContentAsync()).Value;

        Assert.Equal("a;b", read.Content.ToString());
        Assert.Equal("text/csv", read.ContentType);
        Assert.Equal(uploaded.Headers.ETag, read.ETag);
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("empty");

        await blob.UploadAsync(Stream.Null);

        Assert.Equal(0, (await blob.DownloadContentAsync()).Value.Content.ToMemory().Length);
    }

    [Fact]
    public async Task A_missing_blob_is_an_error_with_a_code_however_it_is_read()
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("none");

        var whole = await Assert.ThrowsAsync<RequestFailedException>(() => blob.DownloadContentAsync());
        var streamed = await Assert.ThrowsAsync<RequestFailedException>(() => blob.DownloadStreamingAsync());

        Assert.Equal(BlobErrorCode.BlobNotFound, whole.ErrorCode);
        Assert.Equal(BlobErrorCode.BlobNotFound, streamed.ErrorCode);
        Assert.False(await blob.ExistsAsync());
        Assert.False(await blob.DeleteIfExistsAsync());
    }

    [Fact]
    public async Task A_deleted_blob_is_gone()
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("short-lived");
        await blob.UploadAsync(Old);
        Assert.True(await blob.ExistsAsync());

        Assert.True(await blob.DeleteIfExistsAsync());

        Assert.False(await blob.ExistsAsync());
    }

    [Fact]
    public async Task A_blob_that_exists_is_not_overwritten_when_it_must_not_exist()
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("once");
        await blob.UploadAsync(Old, BlobConditions.IfNotExists);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(New, BlobConditions.IfNotExists));

        Assert.Equal((409, BlobErrorCode.BlobAlreadyExists), (refused.Status, refused.ErrorCode));
        Assert.Equal("old", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task A_version_that_is_no_longer_stored_is_neither_overwritten_nor_deleted()
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("versioned");
        var first = new BlobConditions { IfMatch = (await blob.UploadAsync(Old)).Headers.ETag };
        await blob.UploadAsync(New, first);

        var write = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(Old, first));
        var delete = await Assert.ThrowsAsync<RequestFailedException>(() => blob.DeleteIfExistsAsync(first));

        Assert.Equal((412, BlobErrorCode.ConditionNotMet), (write.Status, write.ErrorCode));
        Assert.Equal((412, BlobErrorCode.ConditionNotMet), (delete.Status, delete.ErrorCode));
        Assert.Equal("new", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Theory]
    [InlineData(BlockUpload.BlockBytes - 1)]
    [InlineData(BlockUpload.BlockBytes)]
    [InlineData((2 * BlockUpload.BlockBytes) + 12345)]
    public async Task A_stream_of_any_length_comes_back_as_it_was(int length)
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("large");
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        var uploaded = await blob.UploadAsync(new ForwardOnlyStream(bytes), contentType: "application/x-large");

        using var download = await blob.DownloadStreamingAsync();
        using var read = new MemoryStream();
        await download.Content.CopyToAsync(read);
        Assert.True(bytes.AsSpan().SequenceEqual(read.ToArray()));
        Assert.Equal(length, download.ContentLength);
        Assert.Equal("application/x-large", download.ContentType);
        Assert.Equal(uploaded.Headers.ETag, download.ETag);
    }

    [Fact]
    public async Task A_large_upload_too_is_refused_when_the_blob_must_not_exist()
    {
        var blob = (await azurite.NewContainerAsync()).GetBlobClient("large-once");
        await blob.UploadAsync(Old);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() =>
            blob.UploadAsync(new ForwardOnlyStream(new byte[BlockUpload.BlockBytes + 1]), BlobConditions.IfNotExists));

        Assert.Contains(refused.Status, (int[])[409, 412]);
        Assert.Equal("old", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task A_nasty_name_is_refused_or_names_exactly_its_own_blob()
    {
        var container = await azurite.NewContainerAsync();
        // Without these most names would hold one of them, and be refused for it.
        var names = NastyStrings.Any.Select(text => string.Concat(text.Where(character => !char.IsControl(character) && character != '\\')));
        var stored = 0;

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150),
            Prop.ForAll(names.ToArbitrary(), name => StoresUnderAsync(name).GetAwaiter().GetResult()));

        Assert.True(stored > 20, "Nearly all names were refused, so nothing was tested.");

        async Task<bool> StoresUnderAsync(string name)
        {
            BlobClient blob;
            try
            {
                blob = container.GetBlobClient(name);
            }
            catch (ArgumentException)
            {
                return true;
            }

            stored++;
            await blob.UploadAsync(BinaryData.FromString(name));
            var listed = new List<string>();
            await foreach (var item in container.GetBlobsAsync()) listed.Add(item.Name);
            var read = (await blob.DownloadContentAsync()).Value.Content.ToString();
            return await blob.DeleteIfExistsAsync() && read == name && listed is [var only] && only == name;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public async Task A_name_that_a_url_would_change_is_refused(string name)
    {
        var container = await azurite.NewContainerAsync();
        Assert.Throws<ArgumentException>(() => container.GetBlobClient(name));
    }

    // Neither length nor position can be asked for, so nothing can rely on them.
    private sealed class ForwardOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }
    }
}
