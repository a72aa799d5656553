using System.Text.Json.Nodes;

namespace Solde.Tests.Local.Crash;

/// <summary>One family's business, from its account to its settled invoices, and everything that must be true of it afterwards.</summary>
internal sealed class CrashJob(CrashScene scene, CrashDesk desk, CancellationToken stop) : ICrashJob
{
    private const long CardAmount = 10_000;
    private const long CashAmount = 2_500;

    private string account = "";

    public static async Task<CrashJob> PrepareAsync(CrashScene scene, CancellationToken stop)
    {
        var desk = await scene.OpenDeskAsync(stop);
        await desk.TellOfFailuresAsync("treasurer@example.org");
        await scene.SettledAsync(stop);
        // The folder is the mailbox of all jobs: this one is to find its own mails there and no others.
        foreach (var mail in Directory.GetFiles(scene.MailFolder, "*.eml")) File.Delete(mail);
        return new CrashJob(scene, desk, stop);
    }

    public async Task DoAsync()
    {
        account = await desk.AccountAsync();
        await desk.InvoiceAsync(account, CardAmount);
        await desk.InvoiceAsync(account, CashAmount);
        await desk.ChargeAsync(account, await desk.SaveCardAsync(account, "pm_card_chargeCustomerFail"), CardAmount);
        await desk.ChargeAsync(account, await desk.SaveCardAsync(account, "pm_card_visa"), CardAmount);
        await desk.PayCashAsync(account, CashAmount);
        await scene.SettledAsync(stop);
    }

    public async Task CheckAsync()
    {
        await CheckMoneyAsync();
        await CheckMailsAsync();
        Assert.Empty(await desk.ListAsync("payments/unmatched-events"));
        await scene.NothingIsLeftAsync(stop);
    }

    private async Task CheckMoneyAsync()
    {
        var invoices = await desk.ListAsync($"accounts/{account}/invoices");
        Assert.Equal(["000001", "000002"], invoices.Select(invoice => Text(invoice, "number")[5..]).Order(StringComparer.Ordinal));
        Assert.All(invoices, invoice => Assert.Equal("paid", Text(invoice, "state")));

        var payments = await desk.ListAsync($"accounts/{account}/payments");
        Assert.Equal(
            ["card failed", "card succeeded", "cash recorded"],
            payments.Select(payment => $"{Text(payment, "method")} {Text(payment, "state")}").Order(StringComparer.Ordinal));
        var intents = scene.Provider.Objects.All("payment_intent").Where(IsOurs).ToArray();
        Assert.Equal(
            payments.Where(payment => Text(payment, "method") == "card").Select(payment => Text(payment, "id")).Order(StringComparer.Ordinal),
            intents.Select(intent => intent["metadata"]!["payment"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal([CardAmount], scene.Provider.Objects.All("charge").Where(charge => IsOurs(charge) && charge["paid"]!.GetValue<bool>()).Select(charge => charge["amount"]!.GetValue<long>()));

        var books = await desk.GetAsync("accounts/books?deep=true");
        Assert.True(books["balances"]!.GetValue<bool>(), books.ToJsonString());
        Assert.Equal((1, 0L), (books["accounts"]!.GetValue<int>(), books["ledgers"]!["receivable"]!.GetValue<long>()));
    }

    private async Task CheckMailsAsync()
    {
        var notices = await desk.ListAsync("notifications");
        Assert.Equal(["activation", "payment_failed", "receipt", "receipt"], notices.Select(notice => Text(notice, "kind")).Order(StringComparer.Ordinal));
        Assert.All(notices, notice => Assert.Equal("sent", Text(notice, "state")));
        Assert.Equal(
            notices.Select(notice => Text(notice, "id") + ".eml").Order(StringComparer.Ordinal),
            Directory.GetFiles(scene.MailFolder, "*.eml").Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
    }

    private bool IsOurs(JsonObject item) => item["metadata"]?["account"]?.GetValue<string>() == account;

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
