using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Solde.Local.Durable;

/// <summary>Where the hub's HTTP API is and what opens it: what a <c>durableClient</c> binding tells the app.</summary>
internal sealed class TaskHubAddress(string hubName, Func<Uri> server)
{
    public const string Path = "/runtime/webhooks/durabletask";

    private const string ConnectionName = "AzureWebJobsStorage";

    /// <summary>Another one for each start.</summary>
    public string Key { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private string Base => server().GetLeftPart(UriPartial.Authority) + Path;

    private string RequiredQuery => $"code={Key}";

    private string Query => $"taskHub={hubName}&connection={ConnectionName}&{RequiredQuery}";

    /// <summary>The binding's value.</summary>
    public JsonObject ClientBinding() => new()
    {
        ["taskHubName"] = hubName,
        ["connectionName"] = ConnectionName,
        ["creationUrls"] = new JsonObject
        {
            ["createNewInstancePostUri"] = $"{Base}/orchestrators/{{functionName}}[/{{instanceId}}]?{RequiredQuery}",
        },
        ["managementUrls"] = ManagementUrls("INSTANCEID"),
        ["baseUrl"] = Base,
        ["httpBaseUrl"] = Base,
        ["requiredQueryStringParameters"] = RequiredQuery,
        // Nobody listens there: the local host speaks no gRPC.
        ["rpcBaseUrl"] = server().GetLeftPart(UriPartial.Authority) + "/",
    };

    /// <summary>What a start answers: the addresses of one instance.</summary>
    public JsonObject ManagementUrls(string instanceId) => new()
    {
        ["id"] = instanceId,
        ["statusQueryGetUri"] = StatusUri(instanceId),
        ["sendEventPostUri"] = Uri(instanceId, "/raiseEvent/{eventName}"),
        ["terminatePostUri"] = Uri(instanceId, "/terminate", "reason={text}&"),
        ["rewindPostUri"] = Uri(instanceId, "/rewind", "reason={text}&"),
        ["purgeHistoryDeleteUri"] = Uri(instanceId),
        ["restartPostUri"] = Uri(instanceId, "/restart"),
        ["suspendPostUri"] = Uri(instanceId, "/suspend", "reason={text}&"),
        ["resumePostUri"] = Uri(instanceId, "/resume", "reason={text}&"),
    };

    /// <summary>All instances.</summary>
    public string ListUri => $"{Base}/instances?{RequiredQuery}";

    public string StatusUri(string instanceId) => Uri(instanceId);

    private string Uri(string instanceId, string operation = "", string parameters = "") =>
        $"{Base}/instances/{System.Uri.EscapeDataString(instanceId)}{operation}?{parameters}{Query}";
}
