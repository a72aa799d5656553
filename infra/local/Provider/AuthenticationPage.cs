using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// The bank's page in test mode, where <c>next_action.redirect_to_url.url</c> leads: the customer completes or fails the authentication,
/// and is sent back to the intent's <c>return_url</c>, which is told how it went, as documented.
/// </summary>
internal static class AuthenticationPage
{
    public const string Folder = "/3d_secure/";

    public static void Map(WebApplication app, ProviderSandbox sandbox)
    {
        var pages = app.MapGroup(Folder);
        pages.MapGet("{id}", (string id) => Results.Content(Page(id), "text/html"));
        pages.MapPost("{id}/complete", (string id) => End(sandbox, id, "succeeded", sandbox.OnDemand.SucceedPayment));
        pages.MapPost("{id}/fail", (string id) => End(sandbox, id, "failed", intent => sandbox.OnDemand.FailPayment(intent)));
    }

    private static IResult End(ProviderSandbox sandbox, string id, string status, Func<string, JsonObject?> act)
    {
        var waiting = sandbox.Objects.All(PaymentIntents.Kind).FirstOrDefault(intent => intent.Id() == id);
        if (waiting?["next_action"]?["redirect_to_url"]?["return_url"]?.GetValue<string>() is not { } returnUrl || act(id) is null)
            return Results.Conflict("This payment does not wait for you.");
        var mark = returnUrl.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return Results.Redirect(
            $"{returnUrl}{mark}payment_intent={id}&payment_intent_client_secret={waiting.Text("client_secret")}&redirect_status={status}");
    }

    private static string Page(string id)
    {
        var path = Folder + Uri.EscapeDataString(id);
        return $"""
            <!doctype html>
            <title>3D Secure, sandbox</title>
            <form method="post" action="{path}/complete"><button>Complete authentication</button></form>
            <form method="post" action="{path}/fail"><button>Fail authentication</button></form>
            """;
    }
}
