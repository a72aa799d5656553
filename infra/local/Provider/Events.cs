using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>Events, each with its object as it was then. Listed for 30 days, as documented; the file keeps them longer.</summary>
internal static class Events
{
    public const string Kind = "event";

    private static readonly TimeSpan Listed = TimeSpan.FromDays(30);

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Get("events/{id}", Retrieve),
        Operation.Get("events", List, Listing.Accepting(
            ["type", new("types", ParameterKind.List), new("delivery_success", ParameterKind.Boolean)])),
    ];

    public static JsonObject New(Change change, string type, JsonObject subject, JsonObject? previousAttributes)
    {
        var data = new JsonObject { ["object"] = subject.DeepClone() };
        if (previousAttributes is not null)
            data["previous_attributes"] = previousAttributes;
        return new JsonObject
        {
            ["id"] = Ids.New("evt"),
            ["object"] = Kind,
            ["api_version"] = change.Options.ApiVersion,
            ["created"] = change.NowSeconds,
            ["data"] = data,
            ["livemode"] = false,
            ["pending_webhooks"] = 1L,
            ["request"] = new JsonObject { ["id"] = change.RequestId, ["idempotency_key"] = change.IdempotencyKey },
            ["type"] = type,
        };
    }

    private static Answer Retrieve(Call call) => call.Change.Find(Kind, call.Id) is { } found
        ? Answer.Ok(Shown(call.Change, found))
        : Refuse.Missing(Kind, call.Id);

    private static Answer List(Call call)
    {
        var since = (call.Change.Now - Listed).ToUnixTimeSeconds();
        var types = call.Form.Text("type") is { } type ? [type] : call.Form.List("types");
        var delivered = call.Form.Text("delivery_success");
        var page = Listing.Page(call, Kind, "events", item =>
            item.Number("created") >= since
            && (types.Count == 0 || types.Contains(item.Text("type")!))
            && (delivered is null || delivered == (Delivery.IsOpen(call.Change, item.Id()) ? "false" : "true")));
        if (page.Body["data"] is JsonArray items)
            page.Body["data"] = Json.ToArray(items.Select(item => Shown(call.Change, item!.AsObject().Copy())));
        return page;
    }

    private static JsonObject Shown(Change change, JsonObject item)
    {
        item["pending_webhooks"] = Delivery.IsOpen(change, item.Id()) ? 1L : 0L;
        return item;
    }
}
