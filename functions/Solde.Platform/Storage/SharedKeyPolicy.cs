using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>Signs each try with the account key, in the "Shared Key" scheme of the service.</summary>
internal sealed class SharedKeyPolicy(string accountName, byte[] accountKey, StorageService service) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var text = service == StorageService.Table
            ? SharedKeyText.ForTable(message.Request, accountName)
            : SharedKeyText.ForBlobOrQueue(message.Request, accountName);
        var signature = HMACSHA256.HashData(accountKey, Encoding.UTF8.GetBytes(text));
        message.Request.Headers.SetValue("Authorization", $"SharedKey {accountName}:{Convert.ToBase64String(signature)}");
    }
}
