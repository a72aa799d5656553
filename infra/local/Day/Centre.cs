using System.Text.Json.Nodes;
using Solde.Local.Desk;

namespace Solde.Local.Day;

/// <summary>The day's organisation: its desk, its key, its families, and what every scene does with them.</summary>
internal sealed class Centre(LocalDesk desk, DayApi api, string id, Report report, CancellationToken stop) : IDisposable
{
    public LocalDesk Desk => desk;

    public DayApi Api => api;

    /// <summary>The organisation's id, unique to this run.</summary>
    public string Id => id;

    public Report Report => report;

    public CancellationToken Stop => stop;

    public Families Families { get; } = new();

    public ProviderBooks Provider { get; } = new(desk.Provider);

    public CustomersBrowser Browser { get; } = new(desk.Provider.BaseAddress);

    public Task SettledAsync() => desk.SettledAsync(stop);

    public async Task<string> PayAsync(Family family, string method, long minor, params string[] invoices)
    {
        var body = new { method, amount = Amounts.Money(minor), invoices };
        var payment = await api.PostAsync($"accounts/{family.Account}/payments", body, stop);
        family.Owes -= minor;
        return payment["id"]!.GetValue<string>();
    }

    /// <param name="providerToken">What the customer's browser got from the provider.</param>
    public async Task<string> SaveMethodAsync(Family family, string providerToken)
    {
        var saved = await api.PostAsync("payments/methods", new { account = family.Account, providerToken }, stop);
        return saved["id"]!.GetValue<string>();
    }

    /// <summary>Asks for the charge and returns when all that follows from it is done, the provider's held events apart.</summary>
    public async Task<string> ChargeAsync(Family family, string paymentMethod, long minor, params string[] invoices)
    {
        var body = new { account = family.Account, paymentMethod, amount = Amounts.Money(minor), invoices };
        var payment = await api.PostAsync("payments/charges", body, stop);
        await desk.Host.WhenIdleAsync(stop);
        return payment["id"]!.GetValue<string>();
    }

    public Task<JsonNode> PaymentAsync(Family family, string payment) => api.GetAsync($"accounts/{family.Account}/payments/{payment}", stop);

    public async Task<string> StateAsync(Family family, string payment) => (await PaymentAsync(family, payment))["state"]!.GetValue<string>();

    public Task<JsonNode> InvoiceAsync(Family family, string invoice) => api.GetAsync($"accounts/{family.Account}/invoices/{invoice}", stop);

    public Task<JsonNode> BalanceAsync(Family family) => api.GetAsync($"accounts/{family.Account}/balance", stop);

    /// <summary>The provider says nothing by itself while <paramref name="scene"/> plays; afterwards it says all of it.</summary>
    public async Task WithHeldEventsAsync(Func<Task> scene)
    {
        await SettledAsync();
        desk.Provider.Webhooks.Hold();
        try
        {
            await scene();
        }
        finally
        {
            desk.Provider.Webhooks.Release();
        }
        await SettledAsync();
    }

    public void Dispose()
    {
        Browser.Dispose();
        api.Dispose();
    }
}
