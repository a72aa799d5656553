using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Simulation;

/// <summary>One account, and what was accepted for it: the model that the end of a history is compared with.</summary>
internal sealed class Customer(Desk desk, string account, string email, string method, string providerMethod)
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
        _ => Cancelled.Add(payment)));

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
        if (await world.SendAsync(Desk, asked.Path, asked.Body, asked.Key) is { } answer)
            asked.Accepted(answer.Expect(asked.Expected));
        else
            _unanswered.Add(asked);
    }

    private static string IdOf(JsonNode answer) => answer["id"]!.GetValue<string>();
}

internal sealed record Asked(string Path, JsonObject Body, HttpStatusCode Expected, Action<JsonNode> Accepted)
{
    public string Key { get; } = Desk.NewKey();
}
