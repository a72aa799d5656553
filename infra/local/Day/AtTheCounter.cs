namespace Solde.Local.Day;

/// <summary>Cash, cheques and transfers: recorded, cancelled with a reason, and there before their invoice.</summary>
internal static class AtTheCounter
{
    public static async Task PlayAsync(Centre centre)
    {
        centre.Report.Begin("At the counter");
        await CashPaysAllAsync(centre, centre.Families.PaysCash);
        await ChequeBouncesAsync(centre, centre.Families.ChequeBounces);
        await PaidAheadAsync(centre, centre.Families.PaysAhead);
        await centre.SettledAsync();
    }

    private static async Task CashPaysAllAsync(Centre centre, Family family)
    {
        await centre.PayAsync(family, "cash", 16_297);
        var states = new List<string>();
        foreach (var invoice in family.Invoices.Values) states.Add((await centre.InvoiceAsync(family, invoice))["state"]!.GetValue<string>());
        centre.Report.Check("cash for everything leaves both invoices", "paid, paid", string.Join(", ", states));
    }

    private static async Task ChequeBouncesAsync(Centre centre, Family family)
    {
        var pottery = family.Invoices["pottery"];
        var cheque = await centre.PayAsync(family, "cheque", 9_198, pottery);
        var cancelled = await centre.Api.PostAsync(
            $"accounts/{family.Account}/payments/{cheque}/cancellation", new { reason = "The bank returned the cheque." }, centre.Stop);
        family.Owes += 9_198;
        centre.Report.Check("the returned cheque is", "cancelled", cancelled["state"]!.GetValue<string>());
        centre.Report.Check("its invoice is again", "open", (await centre.InvoiceAsync(family, pottery))["state"]!.GetValue<string>());

        await centre.PayAsync(family, "transfer", 5_000, pottery);
        centre.Report.Check("a transfer of a part makes it", "partly_paid", (await centre.InvoiceAsync(family, pottery))["state"]!.GetValue<string>());
    }

    private static async Task PaidAheadAsync(Centre centre, Family family)
    {
        await centre.PayAsync(family, "cash", 20_000);
        centre.Report.CheckMoney("money ahead of any invoice waits", 20_000, Amounts.Minor((await centre.BalanceAsync(family))["unapplied"]));
        await Billing.IssueLaterAsync(centre, family);

        var preview = await ReconcileAsync(centre, family, preview: true);
        centre.Report.Check("a preview of its reconciliation changes something", false, preview.IsDone);
        centre.Report.Check("the invoice meanwhile is", "open", (await centre.InvoiceAsync(family, family.Invoices["judo"]))["state"]!.GetValue<string>());
        var done = await ReconcileAsync(centre, family, preview: false);
        centre.Report.CheckMoney("the reconciliation allocates what the preview showed", preview.Allocated, done.Allocated);
        centre.Report.CheckMoney("which is the invoice's total", 9_198, done.Allocated);
        centre.Report.CheckMoney("the rest still waits", 10_802, Amounts.Minor((await centre.BalanceAsync(family))["unapplied"]));
    }

    private static async Task<(bool IsDone, long Allocated)> ReconcileAsync(Centre centre, Family family, bool preview)
    {
        var answer = await centre.Api.PostAsync($"accounts/{family.Account}/reconciliation", new { preview }, centre.Stop);
        return (answer["isDone"]!.GetValue<bool>(), answer["allocations"]!.AsArray().Sum(allocation => Amounts.Minor(allocation!["amount"])));
    }
}
