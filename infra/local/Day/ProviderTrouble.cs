using Solde.Local.Provider;

namespace Solde.Local.Day;

/// <summary>The provider is slow, or does its work and is cut off before it can say so.</summary>
internal static class ProviderTrouble
{
    public static async Task PlayAsync(Centre centre)
    {
        centre.Report.Begin("Trouble at the provider");
        var slow = new Fault { Kind = FaultKind.Slow, Method = "POST", PathPrefix = "/v1/payment_intents", DelayMilliseconds = 1_500 };
        var cutOff = new Fault { Kind = FaultKind.DropAfter, Method = "POST", PathPrefix = "/v1/payment_intents" };
        await PayAsync(centre, centre.Families.ProviderIsSlow, slow, 9_198, "dance", "a provider that takes its time");
        await PayAsync(centre, centre.Families.ConnectionDrops, cutOff, 17_246, "football", "a connection that drops once the provider has charged");
        await centre.SettledAsync();
    }

    private static async Task PayAsync(Centre centre, Family family, Fault fault, long minor, string invoice, string what)
    {
        var card = await centre.SaveMethodAsync(family, "pm_card_visa");
        centre.Desk.Provider.Faults.Add(fault);
        var payment = await centre.ChargeAsync(family, card, minor, family.Invoices[invoice]);
        family.Owes -= minor;
        centre.Report.Check($"{what}: the payment is", "succeeded", await centre.StateAsync(family, payment));
        centre.Report.Check("payments made of it at the provider", 1, centre.Provider.IntentsOf(payment).Count);
        centre.Report.Check("calls that met the trouble", 1, centre.Desk.Provider.Calls.Count(call => call.Fault == fault.Kind && call.Parameters?["metadata"]?["payment"]?.GetValue<string>() == payment));
    }
}
