using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>An event still to be delivered. It is removed once a 2xx came back often enough, so what exists is what is open.</summary>
internal static class Delivery
{
    public const string Kind = "sandbox.delivery";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static JsonObject New(JsonObject told, DateTimeOffset due, int times) => new()
    {
        ["id"] = told.Id(),
        ["object"] = Kind,
        ["due"] = due.ToUnixTimeMilliseconds(),
        ["attempts"] = 0L,
        ["times"] = (long)times,
        ["dropped"] = false,
    };

    public static bool IsOpen(Change change, string eventId) => change.Find(Kind, eventId) is not null;

    public static bool IsDue(JsonObject delivery, DateTimeOffset now) =>
        !delivery.Flag("dropped") && delivery.Number("due") <= now.ToUnixTimeMilliseconds();

    public static void Accepted(Change change, JsonObject delivery)
    {
        var left = delivery.Number("times") - 1;
        delivery["times"] = left;
        if (left > 0)
            change.Put(delivery);
        else
            change.Remove(Kind, delivery.Id());
    }

    public static void Refused(Change change, JsonObject delivery)
    {
        var attempts = delivery.Number("attempts") + 1;
        var wait = change.Options.WebhookRetryDelay * Math.Pow(2, Math.Min(attempts - 1, 20));
        delivery["attempts"] = attempts;
        delivery["due"] = (change.Now + (wait < LongestWait ? wait : LongestWait)).ToUnixTimeMilliseconds();
        change.Put(delivery);
    }
}
