using System.Text.Json.Nodes;

namespace Solde.Local.Day;

/// <summary>The provider's events as they come in life: twice, in the wrong order, forged, about what nobody here knows.</summary>
internal static class Webhooks
{
    public static async Task PlayAsync(Centre centre)
    {
        centre.Report.Begin("The provider's events");
        await centre.WithHeldEventsAsync(() => TwiceAsync(centre, centre.Families.CardPays));
        await centre.WithHeldEventsAsync(() => WrongOrderAsync(centre, centre.Families.CardRunsDry));
        await ForgedAsync(centre);
        await UnknownAsync(centre);
    }

    private static async Task TwiceAsync(Centre centre, Family family)
    {
        var card = await centre.SaveMethodAsync(family, "pm_card_visa");
        var payment = await centre.ChargeAsync(family, card, 17_246, family.Invoices["skating"]);
        family.Owes -= 17_246;
        var paid = centre.Provider.EventOf(payment, "payment_intent.succeeded");
        var statuses = await centre.Desk.Provider.Webhooks.DeliverAtOnceAsync(paid, 2, centre.Stop);
        await centre.Desk.Host.WhenIdleAsync(centre.Stop);
        centre.Report.Check("one event delivered twice at once is taken in", "204, 204", string.Join(", ", statuses));
        centre.Report.CheckMoney("and counts once: balance", family.Owes, Amounts.Minor((await centre.BalanceAsync(family))["current"]));
    }

    private static async Task WrongOrderAsync(Centre centre, Family family)
    {
        var card = await centre.SaveMethodAsync(family, "pm_card_visa");
        // Good when it was saved, empty when it is charged.
        centre.Desk.Provider.OnDemand.TurnCardInto(centre.Provider.CardOf(family.Account), "chargeDeclinedInsufficientFunds");
        var payment = await centre.ChargeAsync(family, card, 27_594, family.Invoices["hockey"]);
        centre.Report.Check("a card without money leaves the payment", "failed", await centre.StateAsync(family, payment));

        await centre.Browser.TryAgainAsync(centre.Provider.IntentOf(payment)["id"]!.GetValue<string>(), "pm_card_mastercard", centre.Stop);
        family.Owes -= 27_594;
        string[] wrongOrder =
        [
            centre.Provider.EventOf(payment, "payment_intent.succeeded"),
            centre.Provider.EventOf(payment, "payment_intent.payment_failed"),
        ];
        foreach (var told in wrongOrder)
        {
            await centre.Desk.Provider.Webhooks.DeliverAsync([told], centre.Stop);
            await centre.Desk.Host.WhenIdleAsync(centre.Stop);
        }
        var found = await centre.PaymentAsync(family, payment);
        centre.Report.Check("succeeded, then the older payment_failed: the payment is", "succeeded", found["state"]!.GetValue<string>());
        centre.Report.Check("with failed attempts", 1, found["online"]!["failedAttempts"]!.AsArray().Count);
    }

    private static async Task ForgedAsync(Centre centre)
    {
        var status = await centre.Desk.Provider.Webhooks.SendAsync(Stranger(centre, "evt_forged"), "whsec_of_somebody_else", centre.Stop);
        centre.Report.Check("a forged event is answered", 400, status);
    }

    private static async Task UnknownAsync(Centre centre)
    {
        var status = await centre.Desk.Provider.Webhooks.SendAsync(Stranger(centre, "evt_stranger_" + centre.Id), cancellation: centre.Stop);
        await centre.SettledAsync();
        var kept = await centre.Api.ListAsync("payments/unmatched-events", centre.Stop);
        centre.Report.Check("a signed event about a payment unknown here is answered", 204, status);
        centre.Report.Check("and kept for a person to look at", "evt_stranger_" + centre.Id, string.Join(", ", kept.Select(item => item["event"]!.GetValue<string>())));
    }

    private static JsonObject Stranger(Centre centre, string id) => new()
    {
        ["id"] = id,
        ["object"] = "event",
        ["type"] = "payment_intent.succeeded",
        ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["data"] = new JsonObject
        {
            ["object"] = new JsonObject
            {
                ["id"] = "pi_stranger",
                ["object"] = "payment_intent",
                ["status"] = "succeeded",
                ["amount"] = 100_000,
                ["amount_received"] = 100_000,
                ["currency"] = "cad",
                ["latest_charge"] = "ch_stranger",
                ["last_payment_error"] = null,
                ["metadata"] = new JsonObject
                {
                    ["organisation"] = centre.Id,
                    ["account"] = centre.Families.PaysNothing.Account,
                    ["payment"] = "pay_nobody_asked_for",
                },
            },
        },
    };
}
