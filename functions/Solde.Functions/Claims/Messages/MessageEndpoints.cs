using Solde.Functions.Api;

namespace Solde.Functions.Claims;

internal static class MessageEndpoints
{
    public static void Map(RouteGroupBuilder claims)
    {
        claims.MapPost("/messages", ReceiveMessage.Handle).Needs(Scopes.ClaimsWrite)
            .Accepts<CanonicalMessage>("application/json", "application/xml", "text/xml", "application/octet-stream")
            .Produces<TakeMessage.View>()
            .Refuses(ClaimRefusals.Unreadable)
            .WithSummary("Take in one message of a network, as JSON or XML; what can't be read is set aside.");
        claims.MapGet("/{claim}/messages", ListClaimMessages.Handle).Needs(Scopes.ClaimsRead).Produces<Page<ClaimMessageView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("The network's messages about a file, oldest or newest first.");
        claims.MapGet("/{claim}/messages/{message}", GetClaimMessage.Handle).Needs(Scopes.ClaimsRead).Produces<ClaimMessageView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A message with the copy of it as it came.");

        claims.MapGet("/networks", ListNetworks.Handle).Needs(Scopes.ClaimsRead).Produces<Page<NetworkSettingsView>>()
            .WithSummary("The networks, and how long each may take before it is reminded of.");
        claims.MapGet("/networks/{network}", GetNetworkSettings.Handle).Needs(Scopes.ClaimsRead).Produces<NetworkSettingsView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("How long a network's insurers may take.");
        claims.MapPut("/networks/{network}", ChangeNetworkSettings.Handle).Needs(Scopes.ClaimsWrite).Produces<NetworkSettingsView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale)
            .WithSummary("Change how long is waited; If-Match guards against another's change.");
        claims.MapPost("/networks/{network}/receive", ReceiveFolder.Handle).Needs(Scopes.ClaimsWrite).Produces<ReceiveFolder.View>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Receive now: take in what lies in the network's folder.");

        claims.MapGet("/set-aside", ListSetAside.Handle).Needs(Scopes.ClaimsRead).Produces<Page<SetAsideView>>()
            .WithSummary("Messages that could not be taken in, by network and reason, newest first.");
        claims.MapGet("/set-aside/{setAside}", GetSetAside.Handle).Needs(Scopes.ClaimsRead).Produces<SetAsideView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A message that was set aside, as it came.");
        claims.MapPost("/set-aside/{setAside}/retry", RetrySetAside.Handle).Needs(Scopes.ClaimsWrite).Produces<SetAsideView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Try a message that was set aside again.");
    }
}
