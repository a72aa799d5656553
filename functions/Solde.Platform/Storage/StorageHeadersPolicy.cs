using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>Pins the protocol version, so that an answer's shape changes only when this line does.</summary>
internal sealed class StorageHeadersPolicy : HttpPipelineSynchronousPolicy
{
    // The first version in which Tables take Entra ID tokens. Azure keeps all later ones and Azurite 3.35.0 knows it;
    // Azurite refuses versions newer than itself.
    private const string Version = "2020-12-06";

    public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue("x-ms-version", Version);
}

/// <summary>Dates every try anew: Azure refuses a request whose date is 15 minutes old, and retries take their time.</summary>
internal sealed class StorageDatePolicy : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) =>
        message.Request.Headers.SetValue("x-ms-date", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture));
}
