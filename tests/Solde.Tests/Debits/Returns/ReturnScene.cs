using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Api;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.Positions;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>A Brazilian group whose quotas are debited at Banco do Brasil, and what the bank sends back. Today is 10 March 2026.</summary>
internal sealed record ReturnScene(ConsortiumScene Consortium)
{
    public const string Agreement = "bb-agreement";
    public const string Month = "2026-04";

    private static readonly string Path = $"debits/agreements/{Agreement}/returns";

    public Desk Desk => Consortium.Desk;

    public ChargeStore Charges => Desk.App.Services.GetRequiredService<ChargeStore>();

    public QuotaStore Quotas => Desk.App.Services.GetRequiredService<QuotaStore>();

    /// <param name="quotas">Like the first, one after another.</param>
    /// <param name="months">Of assemblies, from the one of April 2026 on.</param>
    public static async Task<ReturnScene> OpenAsync(SoldeTestApp app, int quotas = 6, int months = 1, string profile = "banco-do-brasil")
    {
        var settings = ConsortiumScene.Settings();
        var bank = settings["agents"]!.AsArray()[0]!.AsObject();
        bank["email"] = "cobranca@bb.example.org";
        bank["language"] = "pt";
        settings["agreements"] = JsonNode.Parse($$"""
            [{
              "id": "{{Agreement}}", "scheme": "febraban150", "profile": "{{profile}}", "currency": "BRL", "ourId": "12345",
              "ourName": "Consorcio Sao Joao", "bankCode": "001", "bankName": "Banco do Brasil"
            }]
            """);
        var scene = new ReturnScene(await ConsortiumScene.OpenAsync(app, settings));
        await scene.MeetAsync(months);
        var account = await scene.Consortium.BankAccountAsync();
        await scene.Consortium.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 0 });
        var mandate = (await scene.Consortium.MandatesAsync()).Single()!;
        (await scene.Consortium.SayAsync(mandate, "confirmation")).Expect(HttpStatusCode.OK);
        await scene.CopyAsync(quotas);
        return scene;
    }

    /// <summary>The month's charges, by the run that makes them.</summary>
    public async Task<Charge[]> RunAsync(string month = Month)
    {
        (await Desk.PostAsync("debits/runs", new JsonObject { ["month"] = month })).Expect(HttpStatusCode.Accepted);
        await Desk.App.DrainAsync();
        var charges = await ChargesAsync(month);
        Assert.All(charges, charge => Assert.Equal(Outlets.BankPrefix + Agreement, charge.Newest.Outlet));
        return charges;
    }

    public async Task<Charge[]> ChargesAsync(string month = Month) =>
        await Charges.OfGroupAsync(Desk.Organisation, month, Consortium.Group, null, null, CancellationToken.None).ToArrayAsync();

    public async Task<Charge> ChargeAsync(Charge charge) =>
        (await Charges.FindAsync(Desk.Organisation, charge.Month, charge.Group, charge.Quota, CancellationToken.None))!;

    public Task<TestAnswer> SendAsync(string file, string? key = null) => Desk.PostAsync(Path, file, key);

    /// <summary>A file that is taken in, and applied to its end.</summary>
    public async Task<JsonNode> ApplyAsync(string file)
    {
        var taken = (await SendAsync(file)).Expect(HttpStatusCode.Created);
        await WorkAsync();
        return await ReadAsync(Text(taken["id"]));
    }

    /// <summary>What the timer begins, to its end.</summary>
    public async Task WorkAsync()
    {
        Assert.Equal(HttpStatusCode.OK, await Desk.App.RunTimerAsync("WatchReturns"));
        await Desk.App.DrainAsync();
    }

    public async Task<JsonNode> ReadAsync(string file) => (await Desk.GetAsync($"{Path}/{file}")).Expect(HttpStatusCode.OK);

    public async Task<JsonArray> ListAsync(string query = "") =>
        (await Desk.GetAsync($"{Path}?limit=200{query}")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    public async Task<JsonArray> UnmatchedAsync(JsonNode file, string query = "", string language = "en") =>
        (await Desk.GetAsync($"{Path}/{Text(file["id"])}/unmatched?limit=200{query}", ("Accept-Language", language)))
            .Expect(HttpStatusCode.OK)["items"]!.AsArray();

    /// <summary>As <c>line why</c>.</summary>
    public async Task<string[]> WhyAsync(JsonNode file) =>
        [.. (await UnmatchedAsync(file)).Select(line => $"{line!["line"]} {Text(line["why"])}")];

    /// <summary>What members owe by the journals of a month, as it must be what the charges have left.</summary>
    public async Task<(long Journal, long Charges)> OwedAsync(string month = Month)
    {
        var journal = await Charges.JournalAsync(Desk.Organisation, month, Consortium.Group, CancellationToken.None)
            .Select(entry => entry.Postings.Where(posting => posting.Ledger == ChargePostings.Receivable).Sum(posting => posting.Amount.Minor))
            .SumAsync();
        return (journal, (await ChargesAsync(month)).Where(charge => charge.State != ChargeStates.Cancelled).Sum(charge => charge.Left.Minor));
    }

    public async Task<Quota> QuotaAsync(string quota) =>
        (await Quotas.FindAsync(Desk.Organisation, Consortium.Group, quota, CancellationToken.None))!;

    /// <summary>A whole file of these records, with header and trailer.</summary>
    public static string File(int number, params string[] records)
    {
        var total = records.Where(record => record[0] == 'F').Sum(record => long.Parse(record.At(53, 67), CultureInfo.InvariantCulture));
        string[] lines = [Header(number), .. records, ReturnFilesTests.Trailer(records.Length + 2, total)];
        return string.Concat(lines.Select(line => line + "\r\n"));
    }

    public static string Header(int number) => Record(
        150, (1, "A2"), (3, "12345"), (23, "CONSORCIO SAO JOAO"), (43, "001"), (46, "BANCO DO BRASIL"), (66, "20260416"),
        (74, number.ToString("D6", CultureInfo.InvariantCulture)), (80, "04"), (82, "DEBITO AUTOMATICO"));

    /// <summary>What the bank says of a charge's newest try: by default that all of it was debited on its day.</summary>
    public static string Result(Charge charge, string code = "00", long? amount = null, string date = "20260415", char movement = '0') =>
        ResultOf(charge.Newest.LineId, code, amount ?? charge.Newest.Amount.Minor, date, movement);

    public static string ResultOf(string lineId, string code = "00", long amount = 1, string date = "20260415", char movement = '0') => Record(
        150, (1, "F"), (2, "1234567"), (27, "1234"), (31, "1234567"), (45, date),
        (53, amount.ToString("D15", CultureInfo.InvariantCulture)), (68, code), (70, lineId), (150, movement.ToString()));

    /// <summary>The bank tells of a mandate: 2 that it is there, 1 that it is not any more.</summary>
    public static string Registration(string reference, char movement, string account = "1234567", string branch = "1234") => Record(
        150, (1, "B"), (2, reference), (27, branch), (31, account), (45, "20260310"), (150, movement.ToString()));

    private async Task MeetAsync(int months)
    {
        var assemblies = Enumerable.Range(0, months).Select(at => new DateOnly(2026, 4, 15).AddMonths(at)).Select((due, at) => new JsonObject
        {
            ["month"] = due.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            ["number"] = at + 2,
            ["heldOn"] = due.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["dueOn"] = due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
        (await Desk.PutAsync(
            $"debits/groups/{Consortium.Group}/assemblies",
            new JsonObject { ["assemblies"] = new JsonArray([.. assemblies]), ["reason"] = "set" })).Expect(HttpStatusCode.OK);
    }

    /// <summary>Quotas like the first, which went the long way: the others are written as it is, with mandates of their own.</summary>
    private async Task CopyAsync(int quotas)
    {
        var first = await QuotaAsync(Consortium.Quota);
        var command = new Command
        {
            Organisation = Desk.Organisation,
            Actor = "test",
            Outgoing = new(),
            CancellationToken = CancellationToken.None,
        };
        var group = MandateReference.Find(first.Mandates[0].Reference)!.Group;
        foreach (var together in Enumerable.Range(2, quotas - 1).Chunk(QuotaStore.MaxAdded))
        {
            var copies = together.Select(number => first with { Number = number }).Select(quota => quota with
            {
                Mandates = [quota.Mandates[0] with { Reference = MandateReference.Of(group, quota, 1) }],
            });
            await Quotas.AddAsync(Consortium.Group, [.. copies], command, Answer.NoContent);
        }
    }
}
