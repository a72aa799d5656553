namespace Solde.Local.Day;

/// <summary>An e-cheque is at the bank for days; the provider's word that it was sent comes after the word that it was paid.</summary>
internal static class ECheques
{
    private const long Amount = 40_000;

    public static async Task PlayAsync(Centre centre)
    {
        centre.Report.Begin("An e-cheque");
        var family = centre.Families.ECheque;
        var token = await centre.Browser.EnterBankAccountAsync(family.Name, family.Email, centre.Stop);
        var account = await centre.SaveMethodAsync(family, token);
        await centre.WithHeldEventsAsync(() => PayAsync(centre, family, account));
    }

    private static async Task PayAsync(Centre centre, Family family, string account)
    {
        var payment = await centre.ChargeAsync(family, account, Amount, family.Invoices["day camp"]);
        var balance = await centre.BalanceAsync(family);
        centre.Report.Check("the debit is at the bank, the payment", "pending", await centre.StateAsync(family, payment));
        centre.Report.CheckMoney("current balance meanwhile", family.Owes, Amounts.Minor(balance["current"]));
        centre.Report.CheckMoney("expected balance meanwhile", family.Owes - Amount, Amounts.Minor(balance["expected"]));

        centre.Desk.Provider.OnDemand.SucceedPayment(centre.Provider.IntentOf(payment)["id"]!.GetValue<string>());
        var paid = centre.Provider.EventOf(payment, "payment_intent.succeeded");
        var sent = centre.Provider.EventOf(payment, "payment_intent.processing");
        await centre.Desk.Provider.Webhooks.DeliverAsync([paid], centre.Stop);
        await centre.Desk.Host.WhenIdleAsync(centre.Stop);
        family.Owes -= Amount;
        centre.Report.Check("the bank has paid, the payment", "succeeded", await centre.StateAsync(family, payment));

        await centre.Desk.Provider.Webhooks.DeliverAsync([sent], centre.Stop);
        await centre.Desk.Host.WhenIdleAsync(centre.Stop);
        centre.Report.Check("an older event comes late, the payment is still", "succeeded", await centre.StateAsync(family, payment));
    }
}
