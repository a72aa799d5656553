using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Simulation;

/// <summary>Two organisations with two customers each, one of whom pays by card and one by e-cheque.</summary>
internal sealed class Town
{
    /// <summary>Of every payment that fails, and of nothing else.</summary>
    private static readonly string[] AdministratorsKinds = ["payment_failed", "echeque_failed", "card_instalment_failed", "card_subscription_failed"];

    private Town(IReadOnlyList<Desk> desks, IReadOnlyList<Customer> customers) => (Desks, Customers) = (desks, customers);

    public IReadOnlyList<Desk> Desks { get; }

    public IReadOnlyList<Customer> Customers { get; }

    public static string AdministratorOf(Desk desk) => $"admin-{desk.Organisation}@example.org";

    public static async Task<Town> BuildAsync(World world, int organisations = 2)
    {
        var desks = new List<Desk>();
        var customers = new List<Customer>();
        for (var i = 0; i < organisations; i++)
        {
            var desk = await Desk.OpenAsync(world.App);
            desks.Add(desk);
            await AdministratorAsync(desk);
            customers.Add(await CustomerAsync(world, desk, "pm_card_visa"));
            customers.Add(await CustomerAsync(world, desk, await world.Provider.CanadianAccountAsync()));
        }
        await world.App.DrainAsync();
        return new Town(desks, customers);
    }

    private static async Task<Customer> CustomerAsync(World world, Desk desk, string token)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        var account = await desk.AccountAsync("Marie Tremblay", email);
        var method = await desk.SaveCardAsync(account, token);
        var saved = world.Provider.Objects.All("payment_method").Last(item => item.Text("customer") is not null);
        return new Customer(desk, account, email, method, saved.Id(), saved.Text("type")!);
    }

    private static async Task AdministratorAsync(Desk desk) =>
        (await desk.PutAsync("organisations/current/administrators/admin", new JsonObject
        {
            ["name"] = "Admin",
            ["email"] = AdministratorOf(desk),
            ["language"] = "en",
            ["permissions"] = new JsonArray("payments.failed"),
            ["emails"] = new JsonArray([.. AdministratorsKinds.Select(kind => JsonValue.Create(kind))]),
        })).Expect(HttpStatusCode.OK);
}
