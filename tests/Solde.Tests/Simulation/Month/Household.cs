using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Simulation;

/// <summary>One account of the month: what it buys on the first day and what happens to it on later ones.</summary>
internal sealed class Household
{
    private const long Course400 = 400_00;

    private readonly Desk _desk;
    private readonly ProviderSandbox _provider;
    private readonly string _providerMethod;

    private Household(Desk desk, ProviderSandbox provider, Course course, string account, string providerMethod) =>
        (_desk, _provider, Course, Account, _providerMethod) = (desk, provider, course, account, providerMethod);

    public Course Course { get; }

    public string Account { get; }

    /// <summary>What administrators are told when its card is refused.</summary>
    public string FailedKind =>
        Course is Course.Subscribes or Course.SubscribesUntilItIsDry ? "card_subscription_failed" : "card_instalment_failed";

    public static async Task<Household> MoveInAsync(Desk desk, ProviderSandbox provider, Course course)
    {
        var account = await desk.AccountAsync($"Household {course}");
        var token = course switch
        {
            Course.BankWantsToSeeHim => "pm_card_authenticationRequired",
            Course.RefundComesBack => "pm_card_refundFail",
            Course.Disputes => "pm_card_createDispute",
            Course.PaysByECheque => await provider.CanadianAccountAsync(),
            Course.AccountIsEmpty => await provider.CanadianAccountAsync(Bank.IsEmpty),
            _ => "pm_card_visa",
        };
        var method = await desk.SaveCardAsync(account, token);
        var saved = provider.Objects.All("payment_method").Last(item => item.Text("customer") is not null).Id();
        if (course is Course.Subscribes or Course.SubscribesUntilItIsDry)
            await desk.SubscribeAsync(account, 50_00, method);
        else
        {
            var invoice = await desk.InvoiceAsync(account, Course400);
            await desk.PlanAsync(account, Course400, new JsonObject { ["parts"] = 4, ["paymentMethod"] = method }, invoice);
        }
        return new Household(desk, provider, course, account, saved);
    }

    /// <summary>What happens to it on a day that is not of our making.</summary>
    public async Task LiveAsync(int day)
    {
        switch (Course, day)
        {
            case (Course.CardRunsDry or Course.PaysCashInstead, 8):
            case (Course.SubscribesUntilItIsDry, 20):
                _provider.OnDemand.TurnCardInto(_providerMethod, "chargeDeclinedInsufficientFunds");
                break;
            case (Course.CardIsStolen, 8):
                _provider.OnDemand.TurnCardInto(_providerMethod, "chargeDeclinedStolenCard");
                break;
            case (Course.CardExpires, 8):
                _provider.OnDemand.TurnCardInto(_providerMethod, "chargeDeclinedExpiredCard");
                break;
            case (Course.RefundComesBack, 30):
                await _desk.RefundAsync(Account, 60_00);
                break;
            case (Course.PaysCashInstead, 40):
                await _desk.PayAsync(Account, 200_00);
                break;
            case (Course.Disputes, 45):
                CloseDisputes();
                break;
        }
    }

    /// <summary>
    /// Where it stands, in words that do not depend on ids and days: two months that went the same way end in the same words.
    /// </summary>
    public async Task<string> StandingAsync()
    {
        var balance = (await _desk.GetAsync($"accounts/{Account}/balance")).Expect(HttpStatusCode.OK);
        var payments = await _desk.ListAsync($"accounts/{Account}/payments?limit=200");
        var invoices = await _desk.ListAsync($"accounts/{Account}/invoices?limit=200");
        var credits = await _desk.ListAsync($"accounts/{Account}/credits?limit=200");
        return string.Join(
            "; ",
            [
                Course.ToString(),
                $"balance {Minor(balance["current"])}, expected {Minor(balance["expected"])}",
                .. payments.Select(payment => $"{Text(payment["method"])} {Minor(payment["amount"])} {Text(payment["state"])}").Order(StringComparer.Ordinal),
                .. invoices.Select(invoice => $"invoice {Text(invoice["state"])} {Minor(invoice["left"])}").Order(StringComparer.Ordinal),
                .. credits.Select(credit => $"credit {Text(credit["kind"])} {Minor(credit["left"])}").Order(StringComparer.Ordinal),
            ]);
    }

    /// <summary>Every instalment of it that has failed and was neither paid nor given up.</summary>
    public async Task<IReadOnlyList<string>> FailedAsync() =>
    [
        .. (await _desk.ListAsync($"accounts/{Account}/plans?limit=200")).SelectMany(plan => plan["instalments"]!.AsArray()
            .Where(instalment => Text(instalment!["state"]) == "failed")
            .Select(instalment => $"{Text(plan["id"])}/{Text(instalment!["id"])}")),
    ];

    private void CloseDisputes()
    {
        foreach (var dispute in _provider.Objects.All("dispute").Where(IsOurs).ToArray())
            _provider.OnDemand.CloseDispute(dispute.Id(), won: false);
    }

    private bool IsOurs(JsonObject dispute) =>
        _provider.Objects.Find("payment_intent", dispute.Text("payment_intent")!)?["metadata"]?["account"]?.GetValue<string>() == Account;
}
