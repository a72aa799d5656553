using System.Text;
using System.Text.Json.Nodes;
using Solde.Benchmarks.Host;
using Solde.Functions.Ledger;
using Solde.Functions.Vouchers;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Vouchers;

/// <summary>An issuer with one company, and its services put where the lists read them.</summary>
internal static class ExportScene
{
    public const string OperatorKey = "operator-of-the-benchmark";
    public const string Export = "/api/v1/vouchers/companies/menage-net/services/export";
    public const int Days = 100;

    private const string Organisation = "org-benchmark";
    private const int RowsOfTransaction = 100;

    public static readonly DateOnly FirstDay = new(2026, 1, 1);

    public static string Partition { get; } = ServiceKeys.PartitionOf(Organisation, "menage-net");

    /// <summary>The API key, once the organisation is open.</summary>
    public static string Key { get; private set; } = OperatorKey;

    public static async Task OpenAsync(HttpClient http)
    {
        var issuer = await PostAsync(http, "/api/v1/organisations", new JsonObject
        {
            ["id"] = Organisation,
            ["name"] = "Issuer",
            ["currency"] = "EUR",
            ["timeZone"] = "Europe/Brussels",
            ["language"] = "fr",
        });
        Key = issuer["apiKey"]!["key"]!.GetValue<string>();
        // What sends messages is called as the host calls it.
        var company = new JsonObject { ["id"] = "menage-net", ["name"] = "Ménage Net", ["email"] = "bureau@menage-net.example" };
        var call = HostCalls.Http(
            "POST",
            "/api/v1/vouchers/companies",
            company.ToJsonString(),
            ("Content-Type", "application/json"),
            ("Authorization", "Bearer " + Key),
            ("Idempotency-Key", "company"));
        using var request = HostCalls.ToFunction(http.BaseAddress!, "VouchersCommands", call);
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (!answer.Contains("\"statusCode\":201", StringComparison.Ordinal))
            throw new InvalidOperationException(answer);
    }

    /// <summary>Each paid in two parts, of which the first was asked for: three lines.</summary>
    public static async Task FillAsync(TableClient table, int servicesOfDay)
    {
        for (var day = 0; day < Days; day++)
        {
            var rows = Enumerable.Range(day * servicesOfDay, servicesOfDay).Select(number => RowOf(day, number));
            foreach (var some in rows.Chunk(RowsOfTransaction))
                await table.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }
    }

    private static TableEntity RowOf(int day, int number)
    {
        var at = new DateTimeOffset(FirstDay.AddDays(day), new TimeOnly(18, 0), TimeSpan.Zero);
        var side = new Side(SideStates.Done, at.AddDays(5), at);
        var service = new Service(
            $"svc_{number:D32}",
            "menage-net",
            new Worker("Ana Silva", $"W-{number % 500}"),
            FirstDay.AddDays(day),
            Vouchers: 4,
            Encoders.Worker,
            at,
            side,
            side,
            SilenceCounts: true,
            [
                new Round(RoundActs.Encoded, Encoders.Worker, at, Vouchers: 4, PerformedOn: FirstDay.AddDays(day)),
                new Round(RoundActs.Confirmed, Parties.User, at),
                new Round(RoundActs.Validated, Parties.Company, at),
            ],
            [
                new Part(1, at, [RunOf(number * 4L, 2)], "rem_00000000000000000000000000000001", at.AddDays(1)),
                new Part(2, at.AddDays(2), [RunOf((number * 4L) + 2, 2)]),
            ],
            ReadyAt: at);
        return new ShownService($"wal_{number % 1000:D32}", service, at).Row(Partition, ServiceKeys.DayOf(service));
    }

    private static VoucherRun RunOf(long from, int count) =>
        new("lot_000000000001", from + 1, count, new Money(900, "EUR"), new(2027, 1, 1));

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Authorization", "Bearer " + Key);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
