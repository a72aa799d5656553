namespace Solde.Local.Day;

/// <summary>Saved cards are charged: they pay, run dry, are refused, or the bank wants to see the customer.</summary>
internal static class Cards
{
    public static async Task PlayAsync(Centre centre)
    {
        centre.Report.Begin("Cards");
        await TwoCardsPayAsync(centre, centre.Families.TwoCards);
        await RefusedAsync(centre, centre.Families.CardIsRefused, "pm_card_chargeCustomerFail", 9_198, "theatre", "generic_decline");
        await RefusedAsync(centre, centre.Families.BankWantsHim, "pm_card_authenticationRequired", 13_797, "piano", "authentication_required");
        await centre.SettledAsync();
    }

    private static async Task TwoCardsPayAsync(Centre centre, Family family)
    {
        var first = await centre.SaveMethodAsync(family, "pm_card_mastercard");
        var second = await centre.SaveMethodAsync(family, "pm_card_amex");
        var camp = await PaysAsync(centre, family, first, 40_000, "day camp");
        var skates = await PaysAsync(centre, family, second, 5_174, "skates");
        centre.Report.Check("two cards of one family pay", "succeeded, succeeded", $"{camp}, {skates}");
        centre.Report.Check("the invoice is", "paid", (await centre.InvoiceAsync(family, family.Invoices["day camp"]))["state"]!.GetValue<string>());
    }

    private static async Task<string> PaysAsync(Centre centre, Family family, string card, long minor, string invoice)
    {
        var payment = await centre.ChargeAsync(family, card, minor, family.Invoices[invoice]);
        family.Owes -= minor;
        return await centre.StateAsync(family, payment);
    }

    private static async Task RefusedAsync(Centre centre, Family family, string card, long minor, string invoice, string declineCode)
    {
        var saved = await centre.SaveMethodAsync(family, card);
        var payment = await centre.ChargeAsync(family, saved, minor, family.Invoices[invoice]);
        var found = await centre.PaymentAsync(family, payment);
        var attempts = found["online"]!["failedAttempts"]!.AsArray();
        centre.Report.Check($"a card that declines ({declineCode}) leaves the payment", "failed", found["state"]!.GetValue<string>());
        centre.Report.Check("with the bank's reason", declineCode, string.Join(", ", attempts.Select(attempt => attempt!["declineCode"]!.GetValue<string>())));
        centre.Report.Check("and the invoice", "open", (await centre.InvoiceAsync(family, family.Invoices[invoice]))["state"]!.GetValue<string>());
    }
}
