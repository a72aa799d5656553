using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Solde.Platform.Storage;

namespace Solde.Local.Queues;

/// <summary>One storage queue. A received message is hidden, not gone: delete it, or it comes back when its time is over.</summary>
public sealed class QueueClient
{
    private static readonly ResponseClassifier Ok = new StatusCodeClassifier([200]);
    private static readonly ResponseClassifier Created = new StatusCodeClassifier([201]);
    private static readonly ResponseClassifier CreatedOrThere = new StatusCodeClassifier([201, 204]);
    private static readonly ResponseClassifier NoContent = new StatusCodeClassifier([204]);

    private readonly HttpPipeline pipeline;
    private readonly string queueUri;

    public QueueClient(StorageAccount account, string name)
    {
        ArgumentNullException.ThrowIfNull(account);
        QueueName.Check(name);
        Name = name;
        pipeline = account.CreatePipeline(StorageService.Queue);
        queueUri = $"{account.GetEndpoint(StorageService.Queue).AbsoluteUri.TrimEnd('/')}/{name}";
    }

    public string Name { get; }

    public Task CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        SendAsync(RequestMethod.Put, "", "CreateQueue", CreatedOrThere, body: null, cancellationToken);

    /// <param name="text">Up to 48 KiB of UTF-8: the service's limit is 64 KiB of base64.</param>
    /// <param name="visibilityDelay">How long nobody receives the message; null is not at all.</param>
    /// <exception cref="RequestFailedException">Status 413: the text is too long.</exception>
    // A retry after a lost answer can send the message twice, as any at-least-once queue may.
    public Task SendMessageAsync(string text, TimeSpan? visibilityDelay = null, CancellationToken cancellationToken = default)
    {
        // The message never expires by itself: the default is seven days, and an unread message is not rubbish.
        var query = $"/messages?messagettl=-1&visibilitytimeout={Seconds(visibilityDelay ?? TimeSpan.Zero)}";
        return SendAsync(RequestMethod.Post, query, "PutMessage", Created, QueueMessageXml.Write(text), cancellationToken);
    }

    /// <param name="max">1 to 32.</param>
    /// <param name="visibilityTimeout">How long nobody else receives them: whole seconds, from 1 second to 7 days.</param>
    public async Task<IReadOnlyList<QueueMessage>> ReceiveMessagesAsync(
        int max,
        TimeSpan visibilityTimeout,
        CancellationToken cancellationToken = default)
    {
        var query = $"/messages?numofmessages={max}&visibilitytimeout={Seconds(visibilityTimeout)}";
        var response = await SendAsync(RequestMethod.Get, query, "GetMessages", Ok, body: null, cancellationToken);
        return QueueMessageXml.Read(response.Content);
    }

    /// <param name="messageId">The message to take off the queue.</param>
    /// <param name="popReceipt">The latest one; an older one is refused, because somebody else may be at work on the message.</param>
    /// <exception cref="RequestFailedException">
    /// PopReceiptMismatch or MessageNotFound: the message was received again or is gone already.
    /// </exception>
    public Task DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
        SendAsync(
            RequestMethod.Delete,
            $"/messages/{Escape(messageId)}?popreceipt={Escape(popReceipt)}",
            "DeleteMessage",
            NoContent,
            body: null,
            cancellationToken);

    /// <summary>Hides the message for another while, from now on; zero shows it at once. The text stays as it is.</summary>
    /// <returns>The new pop receipt; the old one is void.</returns>
    public async Task<string> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        TimeSpan visibilityTimeout,
        CancellationToken cancellationToken = default)
    {
        var query = $"/messages/{Escape(messageId)}?popreceipt={Escape(popReceipt)}&visibilitytimeout={Seconds(visibilityTimeout)}";
        var response = await SendAsync(RequestMethod.Put, query, "UpdateMessage", NoContent, body: null, cancellationToken);
        return response.Headers.TryGetValue("x-ms-popreceipt", out var receipt)
            ? receipt
            : throw new RequestFailedException(response);
    }

    /// <summary>Visible messages only, at most 32; looking changes nothing.</summary>
    public async Task<IReadOnlyList<QueueMessage>> PeekMessagesAsync(int max, CancellationToken cancellationToken = default)
    {
        var query = $"/messages?peekonly=true&numofmessages={max}";
        var response = await SendAsync(RequestMethod.Get, query, "PeekMessages", Ok, body: null, cancellationToken);
        return QueueMessageXml.Read(response.Content);
    }

    /// <summary>Counts visible and hidden messages. "Approximate" is the service's word; Azurite counts exactly.</summary>
    public async Task<int> ApproximateCountAsync(CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(RequestMethod.Get, "?comp=metadata", "GetQueueMetadata", Ok, body: null, cancellationToken);
        return response.Headers.TryGetValue("x-ms-approximate-messages-count", out var count)
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : throw new RequestFailedException(response);
    }

    private async Task<Response> SendAsync(
        RequestMethod method,
        string pathAndQuery,
        string operation,
        ResponseClassifier expected,
        BinaryData? body,
        CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage(method, new Uri(queueUri + pathAndQuery), operation);
        if (body is not null)
        {
            message.Request.Content = RequestContent.Create(body);
            message.Request.Headers.SetValue("Content-Type", "application/xml");
        }

        return await pipeline.SendAsync(message, expected, cancellationToken);
    }

    private static string Escape(string value) => Uri.EscapeDataString(value);

    // A part of a second is rounded up, so that a message is never visible earlier than asked for.
    private static string Seconds(TimeSpan time) => ((long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
