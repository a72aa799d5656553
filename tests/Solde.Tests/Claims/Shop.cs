using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Claims;
using Solde.Platform.Storage;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

/// <summary>A body shop and its network: scenes in one line.</summary>
internal sealed record Shop(Desk Desk, string Network = "darva")
{
    public const string Day = "2026-03-10T09:00:00Z";
    public const string LaterDay = "2026-03-12T09:00:00Z";

    private static int _numbers;

    public static async Task<Shop> OpenAsync(SoldeTestApp app) => new(await Desk.OpenAsync(app, "EUR", "Europe/Paris", "fr"));

    public static string NewNumber(string prefix = "N") => $"{prefix}-{Interlocked.Increment(ref _numbers):D6}";

    public static JsonObject Message(string claim, string kind, string? code = null, string? number = null, string datedAt = Day, long? minor = null)
    {
        var message = new JsonObject { ["number"] = number ?? NewNumber(), ["kind"] = kind, ["claim"] = claim, ["datedAt"] = datedAt };
        if (code is not null)
            message["code"] = code;
        if (minor is { } paid)
            message["amount"] = Desk.Money(paid, "EUR");
        return message;
    }

    /// <summary>What an event of the table is on the wire.</summary>
    public static JsonObject MessageOf(string claim, string happened, string datedAt = Day) => happened switch
    {
        ClaimEvents.OtherFollowUp => Message(claim, "follow_up", "99", datedAt: datedAt),
        _ when happened.StartsWith("sd_", StringComparison.Ordinal) => Message(claim, "follow_up", happened[3..], datedAt: datedAt),
        _ => Message(claim, happened, datedAt: datedAt),
    };

    public string IdOf(string claim) => ClaimFile.IdOf(Desk.Organisation, Network, claim);

    public Task<TestAnswer> SendAsync(object message) => Desk.PostAsync("claims/messages?network=" + Network, message);

    /// <returns>The file's id.</returns>
    public async Task<string> TellAsync(JsonObject message) => Text((await SendAsync(message)).Expect(HttpStatusCode.OK)["claim"]);

    public Task<string> TellAsync(string claim, string kind, string? code = null, long? minor = null, string datedAt = Day) =>
        TellAsync(Message(claim, kind, code, datedAt: datedAt, minor: minor));

    /// <summary>A file with its notice.</summary>
    public Task<string> NoticedAsync(string? claim = null) => TellAsync(claim ?? NewNumber("C"), "notice");

    public async Task<JsonNode> FileAsync(string file) => (await Desk.GetAsync("claims/" + file)).Expect(HttpStatusCode.OK);

    public async Task<string> StateAsync(string file) => Text((await FileAsync(file))["state"]);

    public Task<TestAnswer> ActAsync(string file, string act, JsonObject body) => Desk.PostAsync($"claims/{file}/{act}", body);

    public Task<TestAnswer> UseAsync(string file, string account, string invoice) =>
        ActAsync(file, "sales-document", new JsonObject { ["account"] = account, ["invoice"] = invoice });

    public Task<TestAnswer> EstimateAsync(string file) => ActAsync(file, "sales-document", new JsonObject { ["estimate"] = "Devis 12" });

    public Task<TestAnswer> SendAsync(string file, string kind) => ActAsync(file, "sending", new JsonObject { ["kind"] = kind });

    public Task<TestAnswer> CreditNoteAsync(string file) => ActAsync(file, "credit-note", Because());

    public Task<TestAnswer> DeleteCreditNoteAsync(string file) => ActAsync(file, "credit-note/deletion", Because());

    public Task<TestAnswer> CancelAsync(string file) => ActAsync(file, "cancellation", Because());

    /// <summary>An invoice that has its number.</summary>
    public async Task<(string Account, string Invoice)> InvoiceAsync(long minor = 1_000_00, string? account = null)
    {
        account ??= await Desk.AccountAsync("Garage client");
        var invoice = await Desk.InvoiceAsync(account, minor, currency: "EUR");
        await Desk.App.DrainAsync();
        return (account, invoice);
    }

    /// <summary>A file with its notice, integrated into an invoice.</summary>
    public async Task<(string File, string Account, string Invoice)> IntegratedAsync(long minor = 1_000_00)
    {
        var file = await NoticedAsync();
        var (account, invoice) = await InvoiceAsync(minor);
        (await UseAsync(file, account, invoice)).Expect(HttpStatusCode.OK);
        return (file, account, invoice);
    }

    public async Task<JsonArray> TimelineAsync(string file) =>
        (await Desk.GetAsync($"claims/{file}/timeline?limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    public async Task<IReadOnlyList<JsonNode>> ItemsAsync(string path) =>
        [.. (await Desk.GetAsync(path)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => item!)];

    /// <summary>The network's folder, as the network sees it.</summary>
    public BlobContainerClient Folder => new(
        Desk.App.Services.GetRequiredService<StorageAccount>(),
        Desk.App.Services.GetRequiredService<IConfiguration>()["Storage:TablePrefix"] + "claims-" + Network);

    public Task DropAsync(string name, BinaryData content) =>
        Folder.GetBlobClient($"{Desk.Organisation}/in/{name}").UploadAsync(content);

    public async Task<IReadOnlyList<string>> FilesAsync(string folder) =>
        [.. await Folder.GetBlobsAsync($"{Desk.Organisation}/{folder}/").Select(blob => blob.Name.Split('/')[^1]).ToListAsync()];

    public async Task<JsonNode> ReceiveAsync() =>
        (await Desk.PostAsync($"claims/networks/{Network}/receive", new JsonObject())).Expect(HttpStatusCode.OK);

    public static JsonObject Because() => new() { ["reason"] = "Essai" };
}
