using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage;

public sealed class StorageConnectionStringTests
{
    [Fact]
    public void Development_storage_is_the_emulator_on_its_usual_ports()
    {
        var account = StorageAccount.Parse("UseDevelopmentStorage=true");

        Assert.Equal("http://127.0.0.1:10000/devstoreaccount1", account.GetEndpoint(StorageService.Blob).AbsoluteUri);
        Assert.Equal("http://127.0.0.1:10001/devstoreaccount1", account.GetEndpoint(StorageService.Queue).AbsoluteUri);
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", account.GetEndpoint(StorageService.Table).AbsoluteUri);
    }

    [Fact]
    public void An_account_in_azure_is_found_by_its_name_and_suffix()
    {
        var account = StorageAccount.Parse("DefaultEndpointsProtocol=https;AccountName=solde;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn");

        Assert.Equal("https://solde.table.core.chinacloudapi.cn/", account.GetEndpoint(StorageService.Table).AbsoluteUri);
    }

    [Fact]
    public void An_explicit_endpoint_wins_over_the_name()
    {
        var account = StorageAccount.Parse("AccountName=solde;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:5/solde/;");

        Assert.Equal("http://127.0.0.1:5/solde", account.GetEndpoint(StorageService.Table).AbsoluteUri);
        Assert.Equal("https://solde.blob.core.windows.net/", account.GetEndpoint(StorageService.Blob).AbsoluteUri);
    }

    [Theory]
    [InlineData("AccountName=solde", "AccountKey")]
    [InlineData("AccountKey=a2V5", "AccountName")]
    [InlineData("AccountName=solde;AccountKey=!secret!", "base64")]
    [InlineData("AccountName=solde;AccountKey=a2V5;TableEndpoint=nowhere", "TableEndpoint")]
    [InlineData("BlobEndpoint=https://solde.blob.core.windows.net;SharedAccessSignature=sv=2020!secret!", "shared access signature")]
    [InlineData("AccountName=solde;!secret!", "Name=Value")]
    public void A_malformed_one_is_refused_with_a_reason_and_without_its_secret(string connectionString, string reason)
    {
        var refused = Assert.Throws<FormatException>(() => StorageAccount.Parse(connectionString));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("!secret!", refused.ToString(), StringComparison.Ordinal);
    }
}
