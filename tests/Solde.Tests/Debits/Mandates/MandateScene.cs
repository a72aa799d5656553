using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;

namespace Solde.Tests.Debits;

/// <summary>A quota with a direct debit at a bank in Brazil, and runs that collect what it has to tell that bank.</summary>
internal sealed record MandateScene(ConsortiumScene Members, FileScene Files)
{
    public static async Task<MandateScene> OpenAsync(SoldeTestApp app, string profile = "febraban-08")
    {
        var agreement = AnAgreement.Brazilian(profile, "001");
        var settings = ConsortiumScene.Settings();
        settings["agreements"] = new JsonArray(FileScene.AsJson(agreement));
        var members = await ConsortiumScene.OpenAsync(app, settings);
        var scene = new MandateScene(members, FileScene.Of(members.Desk, agreement));
        await scene.DirectDebitAsync(members);
        return scene;
    }

    /// <summary>Another quota like the first.</summary>
    public async Task<ConsortiumScene> QuotaAsync(int number)
    {
        var path = $"debits/groups/{Members.Group}/quotas";
        (await Members.Desk.PostAsync(path, ConsortiumScene.QuotaBody(number))).Expect(HttpStatusCode.Created);
        var other = Members with { Quota = Quota.IdOf(number, 0) };
        await DirectDebitAsync(other);
        return other;
    }

    public Task<IReadOnlyList<OutletTotal>> CollectAsync(string run) =>
        Files.Get<MandateLines>().CollectAsync(Files.Desk.Organisation, run, Members.Group, CancellationToken.None);

    /// <summary>A run that goes through the group and writes its file for the bank.</summary>
    public async Task<IReadOnlyList<SentFile>> RunAsync(string run, params Charge[] charges)
    {
        var lines = await CollectAsync(run);
        await Files.ChargedAsync(run, charges);
        var totals = OutletTotal.Sum(lines.Concat(charges.Select(charge => charge.Newest)
            .Select(one => new OutletTotal(one.Channel, one.Outlet, one.Due, 1, one.Amount))));
        await Files.RunAsync(run, RunTotals.None with { ByOutlet = totals });
        return await Files.MakeAsync(run);
    }

    public async Task<Mandate> MandateAsync(ConsortiumScene? members = null)
    {
        var quota = await Files.Get<QuotaStore>().FindAsync(
            Files.Desk.Organisation, Members.Group, (members ?? Members).Quota, CancellationToken.None);
        return quota!.Mandates[^1];
    }

    public async Task SayAsync(string what, string? on = null) =>
        (await Members.SayAsync((await Members.MandatesAsync())[^1]!, what, "asked", on)).Expect(HttpStatusCode.OK);

    private async Task DirectDebitAsync(ConsortiumScene members)
    {
        var account = await members.BankAccountAsync(number: $"98765{members.Quota[5]}-0");
        await members.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 0 });
    }
}
