using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Solde.Functions.Notifications;

/// <summary>
/// Azure Communication Services, by its REST API (Email - Send, 2023-03-31). The service answers that it has taken the mail, not that it
/// has arrived. The operation's id follows from the notification's, so a mail that is sent again after a crash is the same operation.
/// </summary>
internal sealed class AzureTransport : IMailTransport
{
    private const string TokenScope = "https://communication.azure.com/.default";

    private readonly MailSettings _settings;
    private readonly HttpPipeline _pipeline;

    /// <param name="retries">Within one sending; a notice that is not sent is tried again later all the same.</param>
    public AzureTransport(MailSettings settings, TimeProvider clock, int retries = 2)
    {
        _settings = settings;
        var options = new Options();
        options.Retry.MaxRetries = retries;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
        _pipeline = HttpPipelineBuilder.Build(options, perRetryPolicies: [AuthenticationBy(settings, clock)]);
    }

    public async Task SendAsync(Mail mail, CancellationToken cancellation)
    {
        if (await TrySendAsync(mail, cancellation) is { } why)
            throw new MailNotSentException(why);
    }

    /// <summary>Null when taken, else why not, in our own words: addresses never reach a log (COM-12).</summary>
    private async Task<string?> TrySendAsync(Mail mail, CancellationToken cancellation)
    {
        try
        {
            using var message = MessageOf(mail);
            await _pipeline.SendAsync(message, cancellation);
            return message.Response.IsError ? $"Communication Services did not take the message: {message.Response.Status}." : null;
        }
        catch (AuthenticationFailedException)
        {
            return "The app's identity gets no token for Communication Services.";
        }
        catch (Exception outage) when (IsOutage(outage, cancellation))
        {
            return "Communication Services did not answer.";
        }
    }

    /// <summary>Several tries that failed come as one exception; a time-out of ours as a cancellation that nobody asked for.</summary>
    private static bool IsOutage(Exception outage, CancellationToken cancellation) =>
        outage is RequestFailedException or AggregateException
        || (outage is OperationCanceledException && !cancellation.IsCancellationRequested);

    private HttpMessage MessageOf(Mail mail)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(_settings.AzureEndpoint!, "/emails:send?api-version=2023-03-31"));
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Headers.Add("Operation-Id", new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Id)).AsSpan(0, 16)).ToString());
        var body = new AzureMail(
            _settings.From, new AzureMailContent(mail.Title, mail.Body), new AzureMailRecipients([new AzureMailAddress(mail.To)]));
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body, AzureMailJson.Default.AzureMail));
        return message;
    }

    private static HttpPipelinePolicy AuthenticationBy(MailSettings settings, TimeProvider clock) => settings.AzureAccessKey is { } key
        ? new AzureMailSignature(Convert.FromBase64String(key), clock)
        : new BearerTokenAuthenticationPolicy(new DefaultAzureCredential(), TokenScope);

    private sealed class Options : ClientOptions;
}

internal sealed record AzureMail(string SenderAddress, AzureMailContent Content, AzureMailRecipients Recipients);

internal sealed record AzureMailContent(string Subject, string PlainText);

internal sealed record AzureMailRecipients(IReadOnlyList<AzureMailAddress> To);

internal sealed record AzureMailAddress(string Address);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AzureMail))]
internal sealed partial class AzureMailJson : JsonSerializerContext;
