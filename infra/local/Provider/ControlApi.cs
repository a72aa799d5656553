using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// The sandbox's own API under <c>/_sandbox/</c>, for a demonstration or a test in another process. JSON; a 409 says that the object is
/// unknown or does not wait for what was asked.
/// </summary>
internal static class ControlApi
{
    public static void Map(WebApplication app, ProviderSandbox sandbox)
    {
        var root = app.MapGroup("/_sandbox");
        root.MapGet("/calls", () => sandbox.Calls);
        root.MapGet("/objects/{kind}", (string kind) => Result(Json.ToArray(sandbox.Objects.All(kind))));
        root.MapPost("/faults", (Fault fault) => sandbox.Faults.Add(fault));
        root.MapDelete("/faults", () => sandbox.Faults.Clear());
        MapWebhooks(root, sandbox);
        MapOnDemand(root, sandbox.OnDemand);
    }

    private static void MapWebhooks(RouteGroupBuilder root, ProviderSandbox sandbox)
    {
        var webhooks = sandbox.Webhooks;
        root.MapGet("/events", () => Result(Told(sandbox)));
        root.MapPost("/webhooks/hold", webhooks.Hold);
        root.MapPost("/webhooks/release", webhooks.Release);
        root.MapPost("/webhooks/endpoint", (EndpointChange to) => webhooks.Endpoint = to.Url);
        root.MapPost("/webhooks/send", (SendAny send, CancellationToken stop) => webhooks.SendAsync(send.Event, send.Secret, stop));
        root.MapPost("/webhooks/deliver", (DeliverThese these, CancellationToken stop) => webhooks.DeliverAsync(these.Events, stop));
        root.MapPost("/events/{id}/deliver", (string id, int? times, CancellationToken stop) =>
            webhooks.DeliverAsync(Enumerable.Repeat(id, times ?? 1), stop));
        root.MapPost("/events/{id}/drop", (string id) => Done(webhooks.Drop(id)));
        root.MapPost("/events/{id}/delay", (string id, Seconds wait) => Done(webhooks.Delay(id, TimeSpan.FromSeconds(wait.Value))));
    }

    private static void MapOnDemand(RouteGroupBuilder root, OnDemand onDemand)
    {
        root.MapPost("/payment_intents/{id}/succeed", (string id) => Result(onDemand.SucceedPayment(id)));
        root.MapPost("/payment_intents/{id}/fail", (string id, string? code) => Result(onDemand.FailPayment(id, code)));
        root.MapPost("/setup_intents/{id}/succeed", (string id) => Result(onDemand.SucceedSetup(id)));
        root.MapPost("/refunds/{id}/succeed", (string id) => Result(onDemand.SucceedRefund(id)));
        root.MapPost("/refunds/{id}/fail", (string id, string? reason) => Result(onDemand.FailRefund(id, reason)));
        root.MapPost("/charges/{id}/dispute", (string id, string? reason) => Result(onDemand.DisputeCharge(id, reason)));
        root.MapPost("/disputes/{id}/win", (string id) => Result(onDemand.CloseDispute(id, won: true)));
        root.MapPost("/disputes/{id}/lose", (string id) => Result(onDemand.CloseDispute(id, won: false)));
        root.MapPost("/payouts", (string currency) => Result(onDemand.PayOut(currency)));
        root.MapPost("/payouts/{id}/pay", (string id) => Result(onDemand.PayPayout(id)));
        root.MapPost("/payouts/{id}/fail", (string id, string? code) => Result(onDemand.FailPayout(id, code)));
        root.MapPost("/payment_methods/{id}/turn_into/{card}", (string id, string card) => Result(onDemand.TurnCardInto(id, card)));
        root.MapPost("/advance", (Seconds by) => onDemand.Advance(TimeSpan.FromSeconds(by.Value)));
    }

    private static JsonArray Told(ProviderSandbox sandbox)
    {
        var open = sandbox.Webhooks.Undelivered.ToHashSet(StringComparer.Ordinal);
        return Json.ToArray(sandbox.Objects.All(Events.Kind).Select(told =>
        {
            told["delivered"] = !open.Contains(told.Id());
            return told;
        }));
    }

    private static IResult Result(JsonNode? node) => node is null ? Results.Conflict() : Results.Json(node);

    private static IResult Done(bool done) => done ? Results.Ok() : Results.Conflict();

    private sealed record EndpointChange(Uri? Url);

    private sealed record Seconds(long Value);

    private sealed record DeliverThese(IReadOnlyList<string> Events);

    private sealed record SendAny(JsonObject Event, string? Secret);
}
