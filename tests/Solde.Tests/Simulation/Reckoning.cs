using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Platform.Storage;
using Solde.Tests.Harness;

namespace Solde.Tests.Simulation;

/// <summary>What must hold at the end of every history, whatever happened in it.</summary>
internal static class Reckoning
{
    private static readonly string[] Outboxes = ["Organisations", "Accounts", "InvoiceRegister", "Payers", "Notifications"];

    public static async Task HoldsAsync(World world, Town town, StorageAccount storage)
    {
        Assert.Empty(world.App.Queue);
        Assert.Empty(world.App.DeadLetters);
        foreach (var table in Outboxes)
        {
            await foreach (var row in new TableClient(storage, world.TablePrefix + table).QueryAsync("RowKey ge '0|outbox|' and RowKey lt '0|outbox}'"))
                Assert.Fail($"An outbox row stayed in {table}: {row.GetString("Message")}");
        }
        foreach (var customer in town.Customers)
            await HoldsAsync(world, Here(customer.Desk, world), customer);
        foreach (var desk in town.Desks)
            await HoldsAsync(world, Here(desk, world), town.Customers.Where(customer => customer.Desk == desk));
    }

    private static async Task HoldsAsync(World world, Desk desk, Customer customer)
    {
        Assert.Empty(customer.Unanswered);
        var invoices = await AllAsync(desk, $"accounts/{customer.Account}/invoices");
        Assert.Equal(Sorted(customer.Invoices), Sorted(invoices.Select(invoice => KeyValuePair.Create(Text(invoice, "id"), Minor(invoice["total"])))));

        var payments = await AllAsync(desk, $"accounts/{customer.Account}/payments");
        Assert.Equal(
            Sorted(customer.Recorded.Concat(customer.Charges)),
            Sorted(payments.Select(payment => KeyValuePair.Create(Text(payment, "id"), Minor(payment["amount"])))));
        var arrived = 0L;
        foreach (var payment in payments)
        {
            var expected = ExpectedState(world, customer, payment);
            Assert.Equal((Text(payment, "id"), expected), (Text(payment, "id"), Text(payment, "state")));
            arrived += expected switch
            {
                "recorded" => Minor(payment["amount"]),
                "succeeded" or "returned" => Minor(payment["amount"]) - TakenBack(world, Text(payment, "id")),
                _ => 0,
            };
        }
        var invoiced = customer.Invoices.Where(invoice => !customer.CancelledInvoices.Contains(invoice.Key)).Sum(invoice => invoice.Value);
        var givenBack = await RefundReckoning.HoldsAsync(world, desk, customer);
        Assert.Equal(invoiced - arrived + givenBack, await desk.BalanceAsync(customer.Account));

        // The activation, and a receipt for each payment that ever arrived, also where it was cancelled afterwards.
        var receipts = payments.Count(payment => Text(payment, "state") is "recorded" or "cancelled" or "succeeded" or "returned");
        Assert.Equal(1 + receipts, Mailbox.To(world.MailFolder, customer.Email).Count);
    }

    private static async Task HoldsAsync(World world, Desk desk, IEnumerable<Customer> customers)
    {
        await desk.BooksBalanceAsync();
        var numbers = new List<string>();
        var failures = 0;
        foreach (var customer in customers)
        {
            numbers.AddRange((await AllAsync(desk, $"accounts/{customer.Account}/invoices")).Select(invoice => Text(invoice, "number")));
            failures += (await AllAsync(desk, $"accounts/{customer.Account}/payments")).Sum(payment => payment["online"]?["failedAttempts"]!.AsArray().Count ?? 0);
        }
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => $"2026-{number:D6}"), numbers.Order());
        Assert.Equal(failures, Mailbox.To(world.MailFolder, Town.AdministratorOf(desk)).Count);
        // Of returned payments, disputes and failed refunds no administrator wants mails: they are shown only.
        Assert.All(await AllAsync(desk, "notifications"), notice => Assert.Equal(
            Text(notice, "kind") is "payment_returned" or "dispute_lost" or "refund_failed" ? "shown" : "sent", Text(notice, "state")));
        var unmatched = await AllAsync(desk, "payments/unmatched-events");
        Assert.True(unmatched.Count == 0, string.Join('\n', unmatched.Select(kept => kept.ToJsonString())));
    }

    /// <summary>A charge stands as the provider's one object for it stands.</summary>
    private static string ExpectedState(World world, Customer customer, JsonNode found)
    {
        var payment = Text(found, "id");
        if (customer.Recorded.ContainsKey(payment))
            return customer.Cancelled.Contains(payment) ? "cancelled" : "recorded";
        var intent = Assert.Single(world.Provider.IntentsOf(payment));
        Assert.Equal(customer.Charges[payment], intent.Number("amount"));
        // Whether what a bank took back was all that was left depends on what had been refunded by then.
        if (TakenBack(world, payment) > 0 && Text(found, "state") == "returned")
            return "returned";
        return intent.Text("status") switch { "succeeded" => "succeeded", "processing" => "pending", _ => "failed" };
    }

    private static long TakenBack(World world, string payment)
    {
        var intents = world.Provider.IntentsOf(payment).Select(intent => intent.Id()).ToHashSet(StringComparer.Ordinal);
        return world.Provider.Objects.All("dispute")
            .Where(dispute => intents.Contains(dispute.Text("payment_intent")!) && dispute.Text("status") == "lost")
            .Sum(dispute => dispute.Number("amount"));
    }

    /// <summary>The process that the desk was opened at may have died since.</summary>
    private static Desk Here(Desk desk, World world) => new(world.App, desk.Organisation, desk.Key);

    internal static async Task<IReadOnlyList<JsonNode>> AllAsync(Desk desk, string list) =>
        [.. (await desk.GetAsync(list + "?limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => item!)];

    internal static IEnumerable<KeyValuePair<string, long>> Sorted(IEnumerable<KeyValuePair<string, long>> amounts) =>
        amounts.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    internal static string Text(JsonNode item, string name) => item[name]!.GetValue<string>();

    internal static long Minor(JsonNode? money) => money!["minor"]!.GetValue<long>();
}
