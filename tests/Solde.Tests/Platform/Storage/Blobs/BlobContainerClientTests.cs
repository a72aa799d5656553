using Azure;
using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage.Blobs;

public sealed class BlobContainerClientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_container_that_exists_is_not_created_again()
    {
        var container = await azurite.NewContainerAsync();
        await container.GetBlobClient("kept").UploadAsync(BinaryData.FromString("kept"));

        await container.CreateIfNotExistsAsync();

        Assert.True(await container.ExistsAsync());
        Assert.True(await container.GetBlobClient("kept").ExistsAsync());
    }

    [Fact]
    public async Task A_missing_container_is_seen_as_missing_and_refuses_blobs()
    {
        var container = new BlobContainerClient(azurite.Account, AzuriteFixture.RandomName("c"));

        Assert.False(await container.ExistsAsync());
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => container.GetBlobClient("a").UploadAsync(BinaryData.FromString("a")));
        Assert.Equal(BlobErrorCode.ContainerNotFound, refused.ErrorCode);
    }

    [Fact]
    public async Task A_listing_has_what_begins_with_the_prefix_in_order_page_by_page()
    {
        var container = await azurite.NewContainerAsync();
        foreach (var name in (string[])["2026/03", "2026/01", "2025/12", "2026/02 & more", "2027"])
            await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(name), contentType: "text/plain");

        var pages = new List<Page<BlobItem>>();
        await foreach (var page in container.GetBlobsAsync("2026/", maxPerPage: 2).AsPages()) pages.Add(page);

        Assert.Equal([2, 1], pages.Select(page => page.Values.Count));
        Assert.Equal(["2026/01", "2026/02 & more", "2026/03"], pages.SelectMany(page => page.Values).Select(item => item.Name));
        var second = pages[0].Values[1];
        Assert.Equal((14, "text/plain"), (second.ContentLength, second.ContentType));
        Assert.Equal((await container.GetBlobClient("2026/02 & more").DownloadContentAsync()).Value.ETag, second.ETag);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("two--dashes")]
    [InlineData("a/b")]
    public void A_malformed_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new BlobContainerClient(azurite.Account, name));
}
