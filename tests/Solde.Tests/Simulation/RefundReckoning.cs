using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Simulation.Reckoning;

namespace Solde.Tests.Simulation;

/// <summary>What must hold of refunds at the end of every history: each part once at the provider, and here as it stands there.</summary>
internal static class RefundReckoning
{
    /// <returns>The money that is with the customer again.</returns>
    public static async Task<long> HoldsAsync(World world, Desk desk, Customer customer)
    {
        var refunds = await AllAsync(desk, $"accounts/{customer.Account}/refunds");
        Assert.Equal(
            Sorted(customer.Refunds),
            Sorted(refunds.Select(refund => KeyValuePair.Create(Text(refund, "id"), Minor(refund["amount"])))));
        var made = world.Provider.Objects.All("refund").Where(refund => Of(refund, "account") == customer.Account).ToArray();
        Assert.Equal(made.Length, made.DistinctBy(refund => (Of(refund, "refund"), Of(refund, "part"))).Count());
        Assert.All(made, refund => Assert.Contains(Of(refund, "refund"), customer.Refunds));

        var givenBack = 0L;
        foreach (var refund in refunds)
            givenBack += await HoldsAsync(world, refund);
        return givenBack;
    }

    private static async Task<long> HoldsAsync(World world, JsonNode refund)
    {
        var id = Text(refund, "id");
        var parts = refund["parts"]!.AsArray();
        Assert.Equal(Minor(refund["amount"]), parts.Sum(part => Minor(part!["amount"])));
        if (parts.Any(part => Text(part!, "method") != "cash"))
            Assert.Equal((id, "completed"), (id, await world.App.WorkflowStateAsync("refund-" + id)));

        var givenBack = 0L;
        foreach (var part in parts.Select(part => part!))
        {
            var made = world.Provider.RefundsOf(id).SingleOrDefault(made => Of(made, "part") == Text(part, "id"));
            // What the provider refused is not there.
            var expected = Text(part, "method") == "cash" ? "recorded" : made?.Text("status") ?? "failed";
            Assert.Equal((id, Text(part, "id"), expected), (id, Text(part, "id"), Text(part, "state")));
            if (made is not null)
                Assert.Equal((made.Number("amount"), made.Id()), (Minor(part["amount"]), Text(part, "reference")));
            givenBack += expected == "failed" ? 0 : Minor(part["amount"]);
        }
        return givenBack;
    }

    private static string Of(JsonObject made, string name) => made["metadata"]![name]!.GetValue<string>();
}
