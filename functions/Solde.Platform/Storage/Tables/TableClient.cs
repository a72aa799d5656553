using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>
/// One table. Every refusal is a <see cref="RequestFailedException"/> with an ErrorCode (see <see cref="TableErrorCode"/>).
/// A write whose answer was lost is sent again, so it may be refused because of itself (EntityAlreadyExists,
/// UpdateConditionNotSatisfied, ResourceNotFound): a caller that must know reads the row back.
/// </summary>
public sealed class TableClient
{
    private static readonly ResponseClassifier Ok = new StatusCodeClassifier([200]);
    private static readonly ResponseClassifier OkOrMissing = new StatusCodeClassifier([200, 404]);
    private static readonly ResponseClassifier Written = new StatusCodeClassifier([201, 204]);
    private static readonly ResponseClassifier WrittenOrThere = new StatusCodeClassifier([201, 204, 409]);
    private static readonly ResponseClassifier Accepted = new StatusCodeClassifier([202]);

    private readonly HttpPipeline pipeline;
    private readonly TableRequests requests;

    public TableClient(StorageAccount account, string tableName)
    {
        ArgumentNullException.ThrowIfNull(account);
        TableLimits.CheckTableName(tableName);
        Name = tableName;
        pipeline = account.CreatePipeline(StorageService.Table);
        requests = new TableRequests(pipeline, account.GetEndpoint(StorageService.Table), tableName);
    }

    public string Name { get; }

    /// <summary>Builds a filter in which every value is escaped and typed: <c>$"PartitionKey eq {key} and Amount gt {6L}"</c>.</summary>
    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    public async Task CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = requests.Create(RequestMethod.Post, "Tables", "CreateTable");
        TableRequests.SetJson(message.Request, Encoding.UTF8.GetBytes($$"""{"TableName":"{{Name}}"}"""));
        var response = await pipeline.SendAsync(message, WrittenOrThere, cancellationToken);
        if (response.Status != 409) return;
        var refusal = new RequestFailedException(response);
        // The other conflict is TableBeingDeleted: then the table is not there, and will not be for a while.
        if (refusal.ErrorCode != TableErrorCode.TableAlreadyExists) throw refusal;
    }

    /// <exception cref="RequestFailedException">EntityAlreadyExists: a row with these keys is stored.</exception>
    public Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken = default) =>
        WriteAsync(new TableTransactionAction(TableTransactionActionType.Add, entity), cancellationToken);

    /// <summary>Writes whatever is stored; the last writer wins. Only for rows that are safe to write twice.</summary>
    public Task<Response> UpsertEntityAsync(
        TableEntity entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
    {
        var type = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace;
        return WriteAsync(new TableTransactionAction(type, entity), cancellationToken);
    }

    /// <param name="entity">The row with its new values.</param>
    /// <param name="ifMatch">
    /// The version that was read. Of all writers that hold the same version exactly one succeeds; the others are refused with
    /// UpdateConditionNotSatisfied (412), and must read again and decide again. <c>ETag.All</c> overwrites whatever is stored.
    /// The answer's <c>Headers.ETag</c> is the new version.
    /// </param>
    /// <param name="mode">What becomes of stored properties that the entity does not name.</param>
    /// <param name="cancellationToken">Cancelling does not undo a write that is under way.</param>
    /// <exception cref="RequestFailedException">UpdateConditionNotSatisfied, or ResourceNotFound: there is no such row.</exception>
    public Task<Response> UpdateEntityAsync(
        TableEntity entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
    {
        var type = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        return WriteAsync(new TableTransactionAction(type, entity, ifMatch), cancellationToken);
    }

    /// <param name="partitionKey">The row's partition.</param>
    /// <param name="rowKey">The row in it.</param>
    /// <param name="ifMatch">The version that may be deleted, with the contract of an update; <c>ETag.All</c> is any.</param>
    /// <param name="cancellationToken">Cancelling does not undo a delete that is under way.</param>
    /// <exception cref="RequestFailedException">UpdateConditionNotSatisfied, or ResourceNotFound: there is no such row.</exception>
    public Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch,
        CancellationToken cancellationToken = default) =>
        WriteAsync(
            new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ifMatch),
            cancellationToken);

    /// <exception cref="RequestFailedException">ResourceNotFound: there is no such row.</exception>
    public async Task<Response<TableEntity>> GetEntityAsync(
        string partitionKey,
        string rowKey,
        CancellationToken cancellationToken = default)
    {
        var response = await GetAsync(partitionKey, rowKey, Ok, cancellationToken);
        return Response.FromValue(TableEntityJson.ReadRow(response.Content), response);
    }

    /// <summary>Without a value when there is no such row; a missing table is an error all the same.</summary>
    public async Task<NullableResponse<TableEntity>> GetEntityIfExistsAsync(
        string partitionKey,
        string rowKey,
        CancellationToken cancellationToken = default)
    {
        var response = await GetAsync(partitionKey, rowKey, OkOrMissing, cancellationToken);
        if (response.Status == 200) return Response.FromValue(TableEntityJson.ReadRow(response.Content), response);
        var refusal = new RequestFailedException(response);
        return refusal.ErrorCode == TableErrorCode.TableNotFound ? throw refusal : new MissingTableEntity(response);
    }

    /// <param name="filter">From <see cref="CreateQueryFilter"/>; null is the whole table.</param>
    /// <param name="maxPerPage">1 to 1,000.</param>
    /// <param name="select">The properties to fetch beside the keys; null is all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public AsyncPageable<TableEntity> QueryAsync(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
    {
        // Azurite clips what Azure refuses, and answers 0 with empty pages for ever.
        if (maxPerPage is < 1 or > 1000) throw new ArgumentOutOfRangeException(nameof(maxPerPage), maxPerPage, "A page has 1 to 1,000 rows.");
        return new TableQuery(FetchPageAsync, filter, maxPerPage, select, cancellationToken);
    }

    /// <summary>Carries out all actions or none. The answers are in the order of the actions.</summary>
    /// <exception cref="ArgumentException">
    /// Nothing was sent: no action, more than 100, more than 4 MiB, two partitions, a row twice, or a row that storage would refuse.
    /// </exception>
    /// <exception cref="TableTransactionFailedException">An action was refused, and nothing was stored.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions.ToList();
        var batch = TableBatch.Create(requests.Endpoint, Name, actions);
        using var message = requests.Create(RequestMethod.Post, "$batch", "EntityGroupTransaction");
        message.Request.Content = RequestContent.Create(batch.Body);
        message.Request.Headers.SetValue("Content-Type", batch.ContentType);
        var response = await pipeline.SendAsync(message, Accepted, cancellationToken);
        return Response.FromValue(TableBatchAnswer.Read(response, actions.Count), response);
    }

    private async Task<Response> WriteAsync(TableTransactionAction action, CancellationToken cancellationToken)
    {
        var operation = TableOperation.From(Name, action);
        using var message = requests.Create(operation.Method, operation.Path, operation.Name);
        if (operation.IfMatch is not null) message.Request.Headers.SetValue("If-Match", operation.IfMatch);
        if (operation.Body is { } body) TableRequests.SetJson(message.Request, body);
        return await pipeline.SendAsync(message, Written, cancellationToken);
    }

    private async Task<Response> GetAsync(string partitionKey, string rowKey, ResponseClassifier expected, CancellationToken cancellationToken)
    {
        using var message = requests.Create(RequestMethod.Get, TableOperation.RowPath(Name, partitionKey, rowKey), "GetEntity");
        return await pipeline.SendAsync(message, expected, cancellationToken);
    }

    private async Task<Response> FetchPageAsync(string query, CancellationToken cancellationToken)
    {
        using var message = requests.Create(RequestMethod.Get, $"{Name}()?{query}", "QueryEntities");
        return await pipeline.SendAsync(message, Ok, cancellationToken);
    }
}
