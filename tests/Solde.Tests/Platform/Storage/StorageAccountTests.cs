using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Solde.Platform.Storage;
using Solde.Tests.Faults;

namespace Solde.Tests.Platform.Storage;

public sealed class StorageAccountTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_wrong_key_is_refused_with_a_code_by_each_service()
    {
        var key = Convert.ToBase64String(new byte[64]);
        var stranger = StorageAccount.Parse($"{azurite.ConnectionString};AccountKey={key}");

        var table = await Assert.ThrowsAsync<RequestFailedException>(() => new TableClient(stranger, "any").GetEntityAsync("p", "r"));
        var blob = await Assert.ThrowsAsync<RequestFailedException>(() => new BlobContainerClient(stranger, "any").CreateIfNotExistsAsync());

        Assert.Equal((403, "AuthorizationFailure"), (table.Status, table.ErrorCode));
        Assert.Equal((403, "AuthorizationFailure"), (blob.Status, blob.ErrorCode));
    }

    [Fact]
    public async Task With_entra_id_a_token_for_storage_is_sent_and_nothing_is_signed()
    {
        using var network = new RecordingNetwork();
        using var client = new HttpClient(network);
        var credential = new StorageToken();
        var account = new StorageAccount(
            StorageEndpoints.ForAccount("solde"),
            credential,
            new StorageClientOptions { Transport = new HttpClientTransport(client) });

        await new TableClient(account, "ledger").UpsertEntityAsync(new TableEntity("p", "r"));

        var request = Assert.Single(network.Requests);
        Assert.Equal("https://solde.table.core.windows.net/ledger(PartitionKey='p',RowKey='r')", request.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer token-1", request.Headers.Authorization!.ToString());
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        Assert.Single(request.Headers.GetValues("x-ms-date"));
        Assert.Single(request.Headers.GetValues("x-ms-version"));
    }

    [Fact]
    public void A_service_that_has_no_endpoint_is_an_error_when_it_is_used()
    {
        var account = new StorageAccount(new StorageEndpoints(Blob: null, Queue: null, new Uri("https://solde.table.core.windows.net")), new StorageToken());

        Assert.Throws<InvalidOperationException>(() => new BlobContainerClient(account, "any"));
    }

    [Fact]
    public async Task An_operation_is_counted_once_and_each_of_its_tries_too()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        proxy.OnCall = call => call.Number < 2 ? Fault.Status503Before : Fault.None;
        var account = StorageAccount.Parse(proxy.ConnectionString, new StorageClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } });
        // Other tests count too, so this one goes by a name of its own.
        var operation = AzuriteFixture.RandomName("operation");
        using var counts = new Counts(operation);

        var pipeline = account.CreatePipeline(StorageService.Queue);
        var uri = new Uri($"{account.GetEndpoint(StorageService.Queue)}/{AzuriteFixture.RandomName("q")}");
        using var message = pipeline.CreateMessage(RequestMethod.Put, uri, operation);
        await pipeline.SendAsync(message, new StatusCodeClassifier([201]), CancellationToken.None);

        Assert.Equal(1, counts.Of(StorageMeter.Operations, "queue"));
        Assert.Equal(3, counts.Of(StorageMeter.Attempts, "queue"));
    }

    private sealed class StorageToken : TokenCredential
    {
        public IReadOnlyList<string> Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token-1", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class RecordingNetwork : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }
    }

    private sealed class Counts : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentDictionary<(string Instrument, string Service), long> totals = new();

        public Counts(string operation)
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == StorageMeter.Name) self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
                // Other tests of this process are heard, too.
                if (named.GetValueOrDefault("operation") == operation)
                    totals.AddOrUpdate((instrument.Name, named["service"]!), value, (_, sum) => sum + value);
            });
            listener.Start();
        }

        public long Of(string instrument, string service) => totals.GetValueOrDefault((instrument, service));

        public void Dispose() => listener.Dispose();
    }
}
