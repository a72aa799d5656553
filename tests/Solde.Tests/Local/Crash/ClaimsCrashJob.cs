using System.Globalization;
using System.Text.Json.Nodes;

namespace Solde.Tests.Local.Crash;

/// <summary>A network's folder with so many files as SOLDE_CLAIM_FILES says, each a claim of its own.</summary>
internal sealed class ClaimsCrashJob(CrashScene scene, CrashDesk desk, IReadOnlyList<string> claims, CancellationToken stop) : ICrashJob
{
    private static readonly int Files = int.Parse(
        Environment.GetEnvironmentVariable("SOLDE_CLAIM_FILES") ?? "8", CultureInfo.InvariantCulture);

    public static async Task<ClaimsCrashJob> PrepareAsync(CrashScene scene, CancellationToken stop)
    {
        var desk = await scene.OpenDeskAsync(stop);
        var run = Guid.NewGuid().ToString("N")[..8];
        var claims = Enumerable.Range(0, Files).Select(i => $"{run}-{i:D4}").ToArray();
        var folder = scene.ContainerOf("claims-darva");
        foreach (var claim in claims)
        {
            var message = new JsonObject { ["number"] = "N" + claim, ["kind"] = "notice", ["claim"] = claim, ["datedAt"] = "2026-03-01T10:00:00Z" };
            await folder.GetBlobClient($"{desk.Organisation}/in/{claim}.json").UploadAsync(
                BinaryData.FromString(message.ToJsonString()), cancellationToken: stop);
        }
        return new ClaimsCrashJob(scene, desk, claims, stop);
    }

    public async Task DoAsync()
    {
        await desk.ReceiveClaimsAsync();
        await scene.SettledAsync(stop);
    }

    public async Task CheckAsync()
    {
        Assert.Equal(0, await scene.ContainerOf("claims-darva").GetBlobsAsync(desk.Organisation + "/in/").CountAsync(stop));
        var found = await FilesAsync();
        Assert.Equal(claims, found.Select(file => file["number"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        foreach (var file in found)
        {
            var timeline = await desk.ListAsync($"claims/{file["id"]!.GetValue<string>()}/timeline");
            Assert.Equal("MessageTaken", Assert.Single(timeline)["what"]!.GetValue<string>());
        }
        Assert.Empty(await desk.ListAsync("claims/set-aside"));
        await scene.NothingIsLeftAsync(stop);
    }

    private async Task<IReadOnlyList<JsonNode>> FilesAsync()
    {
        var found = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await desk.GetAsync("claims?limit=200" + (cursor is null ? "" : "&cursor=" + cursor));
            found.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return found;
    }
}
