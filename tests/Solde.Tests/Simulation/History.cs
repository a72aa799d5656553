using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Simulation;

/// <summary>One seed, one history: what happens next is drawn from it alone, step by step on one thread.</summary>
internal sealed class History(World world, Town town, int seed, Action<string> note)
{
    private const int Steps = 60;

    private readonly Random _chance = new(seed);

    public async Task RunAsync()
    {
        note($"seed {seed}");
        world.Faults.Begin(_chance);
        world.HubFaults.Begin(_chance);
        for (var step = 0; step < Steps; step++)
            await StepAsync();
        await EndAsync();
    }

    private Task StepAsync()
    {
        var customer = town.Customers[_chance.Next(town.Customers.Count)];
        var minor = _chance.Next(1, 20_000);
        switch (_chance.Next(32))
        {
            case 0 or 1:
                return Noted($"invoice {minor}", customer.InvoiceAsync(world, minor));
            case 2:
                return Noted($"payment {minor}", customer.PayAsync(world, minor));
            case 3 or 4:
                return Noted($"charge {minor}", customer.ChargeAsync(world, minor));
            case 5 when customer.Recorded.Count > 0:
                return Noted("cancellation", customer.CancelAsync(world, customer.Recorded.Keys.ElementAt(_chance.Next(customer.Recorded.Count))));
            case 6:
                return Noted("reconciliation", customer.ReconcileAsync(world));
            case 7:
                return Noted("the callers ask again", customer.AskAgainAsync(world));
            case 8:
                world.Clock.Advance(TimeSpan.FromSeconds(_chance.Next(1, 600)));
                return Noted("time passes", Task.CompletedTask);
            case 9:
                return Noted("timer", world.RunTimerAsync());
            case 10 or 11:
                return AtProviderAsync(customer);
            case 12 or 13:
                return TellAsync();
            case 14 or 15 or 16:
                return Noted($"refund {minor}", customer.RefundAsync(world, minor));
            case 17 when customer.Invoices.Count > 0:
                return CancelInvoiceAsync(customer);
            case 18 or 19:
                return Noted("refund of a credit", customer.RefundCreditAsync(world, _chance));
            case 20 or 21:
                AtTheBanks();
                return Task.CompletedTask;
            case 22 or 23 or 24:
                return Noted("workflows", world.RunWorkflowsAsync());
            default:
                return DeliverAsync();
        }
    }

    private async Task DeliverAsync()
    {
        if (world.App.Queue.Count == 0)
            return;
        var message = world.App.Queue[_chance.Next(world.App.Queue.Count)];
        var comesTwice = _chance.Next(4) == 0;
        note($"{(comesTwice ? "twice: " : "")}{message.Queue}");
        await world.DeliverAsync(message);
        if (comesTwice)
            world.App.Queue.Add(message with { Deliveries = 0 });
    }

    /// <summary>Any event, new or told before, oldest or newest first as chance has it.</summary>
    private async Task TellAsync()
    {
        var events = world.Provider.Objects.All("event");
        if (events.Count == 0)
            return;
        var told = events[_chance.Next(events.Count)];
        note("event " + told.Text("type"));
        await world.TellAsync(told);
    }

    private Task CancelInvoiceAsync(Customer customer)
    {
        var settle = _chance.Next(2) == 0 ? "credit" : "refund";
        var invoice = customer.Invoices.Keys.ElementAt(_chance.Next(customer.Invoices.Count));
        return Noted("an invoice is cancelled, its money a " + settle, customer.CancelInvoiceAsync(world, invoice, settle));
    }

    /// <summary>What banks do days and months later.</summary>
    private void AtTheBanks()
    {
        var refunds = world.Provider.Objects.All("refund").Where(refund => refund.Text("status") != "failed").ToArray();
        var charges = world.Provider.Objects.All("charge")
            .Where(charge => charge.Text("status") == "succeeded" && !charge.Flag("disputed") && !charge.Flag("refunded"))
            .ToArray();
        switch (_chance.Next(4))
        {
            case 0 or 1 when refunds.Length > 0:
                Decide(refunds[_chance.Next(refunds.Length)]);
                break;
            case 2 when charges.Length > 0:
                note("a dispute is lost");
                var dispute = world.Provider.OnDemand.DisputeCharge(charges[_chance.Next(charges.Length)].Id())!;
                world.Provider.OnDemand.CloseDispute(dispute.Id(), won: false);
                break;
        }
    }

    /// <summary>A refund arrives or comes back, which one that had arrived may do as well.</summary>
    private void Decide(JsonObject refund)
    {
        var arrives = refund.Text("status") == "pending" && _chance.Next(3) > 0;
        note(arrives ? "a refund arrives" : "a refund comes back");
        if (arrives)
            world.Provider.OnDemand.SucceedRefund(refund.Id());
        else
            world.Provider.OnDemand.FailRefund(refund.Id());
    }

    private async Task AtProviderAsync(Customer customer)
    {
        var intents = world.Provider.Objects.All("payment_intent");
        switch (_chance.Next(4))
        {
            case 0:
                note("the card runs dry or is filled up");
                world.Provider.OnDemand.TurnCardInto(customer.ProviderMethod, _chance.Next(2) == 0 ? "visa" : "chargeDeclinedInsufficientFunds");
                break;
            case 1:
                note("the provider drops a connection");
                world.Provider.Faults.Add(new Fault
                {
                    Kind = _chance.Next(2) == 0 ? FaultKind.DropBefore : FaultKind.DropAfter,
                    Times = _chance.Next(1, 4),
                });
                break;
            case 2 when intents.LastOrDefault(intent => intent.Text("status") == "processing") is { } debit:
                note("a debit settles");
                Settle(debit.Id());
                break;
            case 3 when intents.LastOrDefault(intent => intent.Text("status") == "requires_payment_method") is { } failed:
                note("the customer tries again with another card");
                if (failed["payment_method_types"]!.AsArray().Any(type => type!.GetValue<string>() == "card"))
                    await TryAgainAsync(failed.Id());
                break;
        }
    }

    private async Task TryAgainAsync(string intent)
    {
        try
        {
            await world.Provider.CallAsync($"/v1/payment_intents/{intent}/confirm", "payment_method=pm_card_mastercard");
        }
        catch (HttpRequestException)
        {
            note("and the connection that drops is his");
        }
    }

    private void Settle(string intent)
    {
        if (_chance.Next(2) == 0)
            world.Provider.OnDemand.SucceedPayment(intent);
        else
            world.Provider.OnDemand.FailPayment(intent, "insufficient_funds");
    }

    /// <summary>The faults are over; what was dropped comes again, what was not answered is asked again.</summary>
    private async Task EndAsync()
    {
        note($"the end, after {world.Deaths} deaths");
        world.Faults.End();
        world.HubFaults.End();
        world.Provider.Faults.Clear();
        foreach (var customer in town.Customers)
            await customer.AskAgainAsync(world);
        await world.SettleAsync();
        foreach (var debit in world.Provider.Objects.All("payment_intent").Where(intent => intent.Text("status") == "processing"))
            Settle(debit.Id());
        foreach (var refund in world.Provider.Objects.All("refund").Where(refund => refund.Text("status") == "pending"))
            Decide(refund);
        var missing = world.Untold.ToArray();
        _chance.Shuffle(missing);
        foreach (var told in missing)
            Assert.True(await world.TellAsync(told));
        await world.SettleAsync();
    }

    private Task Noted(string what, Task step)
    {
        note(what);
        return step;
    }
}
