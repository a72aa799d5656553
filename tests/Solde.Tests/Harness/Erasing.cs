using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Tests.Faults;

namespace Solde.Tests.Harness;

/// <summary>Erasures of a <see cref="Desk"/> in one line.</summary>
internal static class Erasing
{
    public static readonly TimeSpan ElevenYears = TimeSpan.FromDays(365.25 * 11);

    /// <summary>Longer than anything is kept that is not part of the books.</summary>
    public static readonly TimeSpan ThreeYears = TimeSpan.FromDays(365.25 * 3);

    /// <returns>The erasure, once it has ended.</returns>
    public static async Task<JsonNode> EraseAsync(this Desk desk, string? kind = null, string? record = null)
    {
        var begun = (await desk.PostAsync("erasures", Order(kind, record))).Expect(HttpStatusCode.Accepted);
        await desk.App.DrainAsync();
        return await EndedAsync(desk, begun);
    }

    /// <summary>How many records of a kind were erased, and how many left.</summary>
    public static (int Erased, int NotAtRest) Of(this JsonNode erasure, string kind)
    {
        var found = erasure["kinds"]!.AsArray().Single(item => (string?)item!["kind"] == kind)!;
        return ((int)found["erased"]!, (int)found["notAtRest"]!);
    }

    /// <summary>
    /// Erases as if the process died at one write, at which nothing of the storage answers any more; then a new one goes on with what is in
    /// the queues.
    /// </summary>
    /// <returns>The erasure, once it has ended; null where it ended before it came to that write.</returns>
    public static async Task<JsonNode?> EraseDyingAsync(
        this Desk desk, StorageProxy proxy, int write, Fault fault, string kind, string record)
    {
        var begun = (await desk.PostAsync("erasures", Order(kind, record))).Expect(HttpStatusCode.Accepted);
        var (writes, isDown) = (0, false);
        proxy.OnCall = call =>
        {
            if (isDown)
                return Fault.Status503Before;
            if (call.Method == "GET" || ++writes < write)
                return Fault.None;
            isDown = true;
            return fault;
        };
        while (!isDown && desk.App.Queue.Count > 0)
            await desk.App.DeliverAsync(desk.App.Queue[0]);
        proxy.OnCall = _ => Fault.None;
        Assert.NotEqual(0, writes);
        await desk.App.DrainAsync();
        // What was committed and not sent any more waits in the outbox.
        ((TestClock)desk.App.Services.GetRequiredService<TimeProvider>()).Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await desk.App.RunTimerAsync("ResendOutbox"));
        await desk.App.DrainAsync();
        var ended = await EndedAsync(desk, begun);
        return isDown ? ended : null;
    }

    private static JsonObject Order(string? kind, string? record)
    {
        var order = new JsonObject { ["reason"] = "retention is over" };
        if (kind is not null)
            order["kind"] = kind;
        if (record is not null)
            order["record"] = record;
        return order;
    }

    private static async Task<JsonNode> EndedAsync(Desk desk, JsonNode begun)
    {
        Assert.Empty(desk.App.DeadLetters);
        var erasure = (await desk.GetAsync($"erasures/{begun["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal("done", (string?)erasure["state"]);
        return erasure;
    }
}
