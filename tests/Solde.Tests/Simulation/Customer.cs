using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Simulation;

/// <summary>One account, and what was accepted for it: the model that the end of a history is compared with.</summary>
/// <param name="online">How its saved method is called: <c>card</c> or <c>acss_debit</c>.</param>
internal sealed class Customer(Desk desk, string account, string email, string method, string providerMethod, string online)
{
    private readonly List<Asked> _unanswered = [];

    public Desk Desk { get; } = desk;

    public string Account { get; } = account;

    public string Email { get; } = email;

    /// <summary>The provider's id of the saved payment method.</summary>
    public string ProviderMethod { get; } = providerMethod;

    public Dictionary<string, long> Invoices { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Recorded { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Charges { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Cancelled { get; } = new(StringComparer.Ordinal);

    public HashSet<string> CancelledInvoices { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Refunds { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked and not answered yet, to be asked again with the same key.</summary>
    public IReadOnlyList<Asked> Unanswered => _unanswered;

    public Task InvoiceAsync(World world, long minor) => AskAsync(world, new Asked(
        $"accounts/{Account}/invoices",
        new JsonObject
        {
            ["issueDate"] = "2026-01-05",
            ["lines"] = new JsonArray(new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(minor) }),
        },
        HttpStatusCode.Created,
        answer => Invoices.Add(IdOf(answer), minor)));

    public Task PayAsync(World world, long minor) => AskAsync(world, new Asked(
        $"accounts/{Account}/payments",
        new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(minor) },
        HttpStatusCode.Created,
        answer => Recorded.Add(IdOf(answer), minor)));

    public Task ChargeAsync(World world, long minor) => AskAsync(world, new Asked(
        "payments/charges",
        new JsonObject { ["account"] = Account, ["paymentMethod"] = method, ["amount"] = Desk.Money(minor) },
        HttpStatusCode.Accepted,
        answer => Charges.Add(IdOf(answer), minor)));

    public Task CancelAsync(World world, string payment) => AskAsync(world, new Asked(
        $"accounts/{Account}/payments/{payment}/cancellation",
        new JsonObject { ["reason"] = "entered twice" },
        HttpStatusCode.OK,
        _ => Cancelled.Add(payment))
    {
        MayBeRefused = true,
    });

    public Task CancelInvoiceAsync(World world, string invoice, string settle) => AskAsync(world, new Asked(
        $"accounts/{Account}/invoices/{invoice}/cancellation",
        new JsonObject { ["settle"] = settle, ["reason"] = "Course cancelled" },
        HttpStatusCode.OK,
        answer =>
        {
            CancelledInvoices.Add(invoice);
            if (answer["refund"] is { } refund)
                Refunds.Add(IdOf(refund), MinorOf(refund["amount"]));
        })
    {
        MayBeRefused = true,
    });

    public async Task RefundAsync(World world, long minor)
    {
        if (await RefundedAsync(world) is { } refunded)
            await AskForRefundAsync(world, $"accounts/{Account}/refunds", refunded, minor, null);
    }

    /// <summary>All that is left of a credit, chosen from those there are.</summary>
    public async Task RefundCreditAsync(World world, Random chance)
    {
        if (await world.ReadAsync(Desk, $"accounts/{Account}/credits?left=true&limit=200") is not { } list)
            return;
        var credits = list["items"]!.AsArray();
        if (credits.Count == 0 || await RefundedAsync(world) is not { } refunded)
            return;
        var credit = credits[chance.Next(credits.Count)]!;
        var way = chance.Next(3) == 0 ? "cash" : online;
        await AskForRefundAsync(world, $"accounts/{Account}/credits/{IdOf(credit)}/refund", refunded, MinorOf(credit["left"]), way);
    }

    public Task ReconcileAsync(World world) =>
        AskAsync(world, new Asked($"accounts/{Account}/reconciliation", new JsonObject(), HttpStatusCode.OK, _ => { }));

    public async Task AskAgainAsync(World world)
    {
        foreach (var asked in _unanswered.ToArray())
        {
            _unanswered.Remove(asked);
            await AskAsync(world, asked);
        }
    }

    private async Task AskAsync(World world, Asked asked)
    {
        if (await world.SendAsync(Desk, asked.Path, asked.Body, asked.Key) is not { } answer)
            _unanswered.Add(asked);
        else if (!asked.MayBeRefused || answer.Status != HttpStatusCode.Conflict)
            asked.Accepted(answer.Expect(asked.Expected));
    }

    private async Task<long?> RefundedAsync(World world) =>
        await world.ReadAsync(Desk, $"accounts/{Account}/balance") is { } balance ? MinorOf(balance["totalRefunded"]) : null;

    private Task AskForRefundAsync(World world, string path, long refunded, long minor, string? way)
    {
        var body = new JsonObject
        {
            ["amount"] = Desk.Money(minor),
            ["expectedTotal"] = Desk.Money(refunded + minor),
            ["reason"] = "Moved away",
        };
        if (way is not null)
            body["method"] = way;
        return AskAsync(world, new Asked(path, body, HttpStatusCode.Accepted, answer => Refunds.Add(IdOf(answer), minor))
        {
            MayBeRefused = true,
        });
    }

    private static long MinorOf(JsonNode? money) => money!["minor"]!.GetValue<long>();

    private static string IdOf(JsonNode answer) => answer["id"]!.GetValue<string>();
}

internal sealed record Asked(string Path, JsonObject Body, HttpStatusCode Expected, Action<JsonNode> Accepted)
{
    public string Key { get; } = Desk.NewKey();

    /// <summary>The account may say no, because of what came between: more was asked for than is there.</summary>
    public bool MayBeRefused { get; init; }
}
