using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;
using Solde.Tests.Harness;

namespace Solde.Tests.Debits;

/// <summary>
/// An organisation with one bank agreement, and runs that have charged. Charges are written as they are: what a quota is asked for, others test.
/// Today is 10 March 2026.
/// </summary>
internal sealed class FileScene(Desk desk, BankAgreement agreement)
{
    public const string Month = "2026-04";

    public static readonly DateOnly Due = new(2026, 4, 15);

    private static readonly string[] Ibans = ["FR7630006000011234567890189", "BE68539007547034", "DE89370400440532013000", "NL91ABNA0417164300"];

    private readonly SortedSet<int> _groups = [];

    public Desk Desk { get; } = desk;

    public BankAgreement Agreement { get; } = agreement;

    public string Bank => Outlets.Bank(Agreement);

    public FileMaker Maker => Get<FileMaker>();

    public Command Command => new()
    {
        Organisation = Desk.Organisation,
        Actor = "a test",
        Outgoing = new OutgoingMessages(),
        CancellationToken = CancellationToken.None,
    };

    public static async Task<FileScene> OpenAsync(SoldeTestApp app, BankAgreement agreement)
    {
        var timeZone = agreement.Currency switch { "BRL" => "America/Sao_Paulo", "EUR" => "Europe/Brussels", _ => "America/Toronto" };
        var desk = await Desk.OpenAsync(app, agreement.Currency, timeZone, "pt");
        var scene = new FileScene(desk, agreement);
        await scene.AgreeAsync(agreement);
        return scene;
    }

    public static FileScene Of(Desk desk, BankAgreement agreement) => new(desk, agreement);

    public T Get<T>()
        where T : notnull => Desk.App.Services.GetRequiredService<T>();

    public async Task AgreeAsync(BankAgreement agreed) => (await Desk.PutAsync(
        "debits/settings", new JsonObject { ["agreements"] = new JsonArray(AsJson(agreed)) })).Expect(HttpStatusCode.OK);

    public static JsonNode AsJson(BankAgreement agreed) => JsonSerializer.SerializeToNode(agreed, JsonSerializerOptions.Web)!;

    /// <summary>A charge that the run has made for an outlet, the agreement's unless given.</summary>
    public Charge Charge(string run, int number, DateOnly? due = null, string? outlet = null, int group = 1, long? minor = null)
    {
        var amount = new Money(minor ?? 10_000 + number, Agreement.Currency);
        var where = outlet ?? Bank;
        var channel = where == Bank ? Channels.DirectDebit
            : where.StartsWith(Outlets.EmailPrefix, StringComparison.Ordinal) ? Channels.SlipByEmail : Channels.SlipByPost;
        var line = new ChargeLine(Month, group, number, 0, 1);
        var payer = new ChargePayer(
            $"Conceição, José \"{number}\"",
            "pt",
            "12345678909",
            $"m{number}@example.org",
            ["Rua das Flores, 12", "São Paulo"],
            AccountOf(number),
            "mnd_1",
            $"{(group * 1_000_000) + number:D10}",
            new DateOnly(2026, 1, 5));
        return new Charge
        {
            Month = Month,
            Group = GroupId(group),
            Quota = line.Quota,
            Assembly = 1,
            Parts = [new ChargePart(ChargeParts.CommonFund, amount)],
            Amount = amount,
            State = ChargeStates.Open,
            Paid = Money.Zero(amount.Currency),
            Tries = [new ChargeTry(1, run, channel, where, line.ToString(), due ?? Due, amount, payer)],
        };
    }

    public IEnumerable<Charge> Charges(string run, int first, int count) => Enumerable.Range(first, count).Select(number => Charge(run, number));

    /// <summary>What the run leaves behind when its quotas are gone through: charges, and the sums of them.</summary>
    public async Task ChargedAsync(string run, params IEnumerable<Charge> charges)
    {
        var all = charges.ToArray();
        foreach (var group in all.GroupBy(charge => charge.Group))
        {
            await GroupAsync(group.Key);
            foreach (var some in group.Chunk(ChargeStore.MaxTogether))
            {
                Assert.True(await Get<ChargeStore>().AddAsync(
                    Desk.Organisation, some, new ChargeNote("a test", "ChargesMade", run), CancellationToken.None));
            }
        }
        var totals = RunTotals.None with
        {
            ByOutlet = OutletTotal.Sum(all.Select(charge => charge.Newest)
                .Select(one => new OutletTotal(one.Channel, one.Outlet, one.Due, 1, one.Amount))),
        };
        await RunAsync(run, totals);
    }

    public async Task RunAsync(string run, RunTotals totals)
    {
        var head = new RunHead(
            Month, RunKinds.Month, false, RunStates.Writing, 1, false, RunCursor.Beginning, totals, "a test", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        await Get<AggregateStore<DebitRun>>().ChangeAsync(run, Command, current => new Decision<DebitRun>.Changed(
            current with { Head = head }, new JournalNote("RunStarted"), Answer.NoContent, []));
    }

    public Task<IReadOnlyList<SentFile>> MakeAsync(string run, string? outlet = null) => Maker.MakeAsync(run, outlet ?? Bank, Command);

    public async Task<byte[]> BytesAsync(SentFile file) =>
        (await Get<DebitBlobs>().Of(file.Blob).DownloadContentAsync()).Value.Content.ToArray();

    /// <summary>All names that begin like the outlet's sent files: what lies beside the files shows here.</summary>
    public async Task<string[]> BlobsAsync(int numbers, string? outlet = null)
    {
        var names = new List<string>();
        for (var number = 1; number <= numbers; number++)
            names.AddRange(await Get<DebitBlobs>().NamesAsync(DebitBlobs.SentPrefix(Desk.Organisation, outlet ?? Bank, number)).ToListAsync());
        return [.. names];
    }

    /// <summary>The file's bytes are there, are the ones that were measured, and pass the check.</summary>
    public async Task HoldsAsync(SentFile file)
    {
        var bytes = await BytesAsync(file);
        Assert.Equal(file.Totals.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Null(await FileWriter.CheckOf(file).CheckAsync(new MemoryStream(bytes), CancellationToken.None));
    }

    public async Task<string[]> LinesAsync(SentFile file) => ABankFile.LinesOf(await BytesAsync(file));

    private async Task GroupAsync(string group)
    {
        if (!_groups.Add(int.Parse(group[1..])))
            return;
        var plan = new GroupPlan([new CommonFundRate(1, 10_000)], 0, 0, [], false, Money.Zero(Agreement.Currency));
        var terms = new GroupTerms(_groups.Count, group, "vehicle", GroupStates.Active, 1, null, plan, [], DateTimeOffset.UnixEpoch);
        await Get<AggregateStore<DebitGroup>>().ChangeAsync(group, Command, current => new Decision<DebitGroup>.Changed(
            current with { Head = terms }, new JournalNote("GroupOpened"), Answer.NoContent, []));
    }

    private static string GroupId(int group) => $"g{group:D3}";

    private BankAccount AccountOf(int number) => Agreement.Scheme switch
    {
        BankSchemes.Febraban => new BankAccount($"{number:D10}", "0123"),
        BankSchemes.Sepa => new BankAccount(Ibans[number % Ibans.Length]),
        _ => new BankAccount($"{number:D7}", "54321", "815"),
    };
}
