using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Solde.Platform.Storage;

/// <summary>
/// An Azure Storage account (or Azurite): endpoints, credential and one HTTP pipeline for each service.
/// Safe for concurrent use; make one and keep it.
/// </summary>
public sealed class StorageAccount
{
    private const string TokenScope = "https://storage.azure.com/.default";

    private readonly StorageEndpoints endpoints;
    private readonly Func<StorageService, HttpPipelinePolicy> createAuthentication;
    private readonly StorageClientOptions options;
    private readonly Lazy<HttpPipeline>[] pipelines;

    /// <summary>An account reached with Entra ID tokens. The endpoints must be https.</summary>
    public StorageAccount(StorageEndpoints endpoints, TokenCredential credential, StorageClientOptions? options = null)
        : this(endpoints, _ => new BearerTokenAuthenticationPolicy(credential, TokenScope), options)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    private StorageAccount(
        StorageEndpoints endpoints,
        Func<StorageService, HttpPipelinePolicy> createAuthentication,
        StorageClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        this.endpoints = endpoints;
        this.createAuthentication = createAuthentication;
        this.options = options ?? new StorageClientOptions();
        pipelines = [.. Enum.GetValues<StorageService>().Select(service => new Lazy<HttpPipeline>(() => BuildPipeline(service)))];
    }

    /// <summary>Reads a connection string: account name and key, <c>UseDevelopmentStorage=true</c>, explicit endpoints.</summary>
    /// <exception cref="FormatException">It is not one, or it carries a shared access signature.</exception>
    public static StorageAccount Parse(string connectionString, StorageClientOptions? options = null)
    {
        var parsed = StorageConnectionString.Parse(connectionString);
        return new StorageAccount(
            parsed.Endpoints,
            service => new SharedKeyPolicy(parsed.AccountName, parsed.AccountKey, service),
            options);
    }

    /// <summary>
    /// An account reached with the identity that the app runs under: managed identity in Azure, the developer's own on a desk.
    /// </summary>
    // A method of its own, so that Azure.Identity is loaded only by those who ask for it: it costs a cold start tens of milliseconds.
    public static StorageAccount WithDefaultCredential(StorageEndpoints endpoints, StorageClientOptions? options = null) =>
        new(endpoints, new DefaultAzureCredential(), options);

    /// <summary>Where the service answers, without a trailing slash. With Azurite it ends in the account's name.</summary>
    public Uri GetEndpoint(StorageService service) => endpoints[service];

    /// <summary>
    /// The pipeline that retries, signs, versions and counts requests to one service. The same one each time.
    /// </summary>
    public HttpPipeline CreatePipeline(StorageService service) => pipelines[(int)service].Value;

    private HttpPipeline BuildPipeline(StorageService service)
    {
        var pipelineOptions = new HttpPipelineOptions(options) { RequestFailedDetailsParser = new StorageErrorParser() };
        pipelineOptions.PerCallPolicies.Add(new StorageSpans(service));
        pipelineOptions.PerCallPolicies.Add(new StorageHeadersPolicy());
        pipelineOptions.PerCallPolicies.Add(StorageMeter.CountOperations(service));
        pipelineOptions.PerRetryPolicies.Add(StorageMeter.CountAttempts(service));
        pipelineOptions.PerRetryPolicies.Add(new StorageDatePolicy());
        // Last, because it signs what the policies before it have written.
        pipelineOptions.PerRetryPolicies.Add(createAuthentication(service));
        return HttpPipelineBuilder.Build(pipelineOptions);
    }
}
