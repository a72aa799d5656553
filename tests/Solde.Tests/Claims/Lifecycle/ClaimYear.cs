using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

/// <summary>Months in seconds, from timer to timer of the hub.</summary>
internal static class ClaimYear
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Somebody who is told of claims.</summary>
    public static async Task TellClerkAsync(Shop shop)
    {
        var clerk = new JsonObject
        {
            ["name"] = "Ana",
            ["email"] = "ana@example.org",
            ["language"] = "fr",
            ["permissions"] = new JsonArray("claims.read"),
            ["emails"] = new JsonArray(),
        };
        (await shop.Desk.PutAsync("organisations/current/administrators/ana", clerk)).Expect(HttpStatusCode.OK);
    }

    public static async Task PassAsync(SoldeTestApp app, TestClock clock, DateTimeOffset until)
    {
        while (app.Hub.NextTimer is { } next && next <= until)
        {
            if (next > clock.GetUtcNow())
                clock.Advance(next - clock.GetUtcNow());
            await app.DrainAsync();
        }
        clock.Advance(until - clock.GetUtcNow());
        await app.DrainAsync();
    }

    /// <summary>Eight o'clock in Paris, so many days on: the hour stays when the clock there changes.</summary>
    public static DateTimeOffset Morning(DateTimeOffset from, int days)
    {
        var local = TimeZoneInfo.ConvertTime(from, Paris).Date.AddDays(days).AddHours(8);
        return new DateTimeOffset(local, Paris.GetUtcOffset(local)).ToUniversalTime();
    }

    public static async Task<IReadOnlyList<(string What, DateTimeOffset At)>> RemindersAsync(Shop shop, string file) =>
    [
        .. (await shop.TimelineAsync(file))
            .Where(item => Text(item!["what"]).StartsWith("Overdue", StringComparison.Ordinal))
            .Select(item => (Text(item!["what"]), item!["at"]!.GetValue<DateTimeOffset>())),
    ];
}
