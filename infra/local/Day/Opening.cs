using System.Globalization;
using System.Text.Json.Nodes;
using Solde.Local.Desk;

namespace Solde.Local.Day;

/// <summary>Takes in a recreation centre with its administrators, its taxes and its families.</summary>
internal static class Opening
{
    /// <summary>Wants to read of failed payments and refunds, in French.</summary>
    public const string Treasurer = "tresoriere";

    /// <summary>Every kind of notice of a payment that failed.</summary>
    public static readonly IReadOnlyList<string> FailureKinds =
        ["payment_failed", "echeque_failed", "card_instalment_failed", "card_subscription_failed"];

    /// <summary>Finds them in the notification centre and wants no mail.</summary>
    public const string Deputy = "adjoint";

    public static async Task<Centre> TakeInAsync(LocalDesk desk, Report report, CancellationToken stop)
    {
        report.Begin("Taking in the centre");
        var id = NextId(desk);
        using var operatorApi = new DayApi(desk.Api, DeskSecrets.OperatorKey);
        var body = new { id, name = "Centre récréatif Saint-Denis", currency = Amounts.Currency, timeZone = "America/Toronto", language = "fr" };
        var made = await operatorApi.PostAsync("organisations", body, stop);
        desk.OrganisationKey = made["apiKey"]!["key"]!.GetValue<string>();
        var centre = new Centre(desk, new DayApi(desk.Api, desk.OrganisationKey), id, report, stop);
        await SettleInAsync(centre);
        await OpenAccountsAsync(centre);
        return centre;
    }

    private static async Task SettleInAsync(Centre centre)
    {
        await PutAsync(centre, Treasurer, "Josée Bélanger", "fr", ["payments.failed", "billing.read"], [.. FailureKinds, "refund_failed"]);
        await PutAsync(centre, Deputy, "Tom Baker", "en", ["payments.failed"], []);
        await PutAsync(centre, "animatrice", "Sara Lopes", "pt", ["billing.read"], ["payment_failed"]);
        var organisation = await centre.Api.GetAsync("organisations/current", centre.Stop);
        var settings = organisation["settings"]!;
        var changed = await centre.Api.PutAsync(
            "organisations/current/settings",
            new JsonObject
            {
                ["name"] = organisation["name"]!.DeepClone(),
                ["language"] = organisation["language"]!.DeepClone(),
                ["taxes"] = new JsonArray(Tax("gst", "GST / TPS", 50_000), Tax("qst", "QST / TVQ", 99_750)),
                ["offlineMethods"] = settings["offlineMethods"]!.DeepClone(),
                ["allocationOrder"] = settings["allocationOrder"]!.DeepClone(),
                ["bankHolidays"] = new JsonArray(),
                ["notificationAddresses"] = new JsonArray(),
            },
            centre.Stop);
        var administrators = await centre.Api.ListAsync("organisations/current/administrators", centre.Stop);
        centre.Report.Check("administrators", 3, administrators.Count);
        centre.Report.Check("taxes", "gst, qst", string.Join(", ", changed["settings"]!["taxes"]!.AsArray().Select(tax => tax!["code"]!.GetValue<string>())));
    }

    private static async Task OpenAccountsAsync(Centre centre)
    {
        foreach (var family in centre.Families.All)
        {
            var opened = await centre.Api.PostAsync("accounts", new { name = family.Name, email = family.Email, language = family.Language }, centre.Stop);
            family.Account = opened["id"]!.GetValue<string>();
            foreach (var name in family.Members)
            {
                var member = await centre.Api.PostAsync($"accounts/{family.Account}/members", new { name, requestedBy = family.Email }, centre.Stop);
                family.MemberIds.Add(member["id"]!.GetValue<string>());
            }
        }
        await centre.SettledAsync();
        var accounts = await centre.Api.ListAsync("accounts", centre.Stop);
        centre.Report.Check("accounts in the list", centre.Families.All.Count, accounts.Count);
    }

    private static Task PutAsync(Centre centre, string id, string name, string language, string[] permissions, string[] emails) =>
        centre.Api.PutAsync(
            $"organisations/current/administrators/{id}",
            new { name, email = $"{id}@centre.example.org", language, permissions, emails },
            centre.Stop);

    private static JsonObject Tax(string code, string name, int ratePartsPerMillion) =>
        new() { ["code"] = code, ["name"] = name, ["ratePartsPerMillion"] = ratePartsPerMillion };

    // The day may be run many times on the same data, also twice in a day.
    private static string NextId(LocalDesk desk)
    {
        var date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var last = File.Exists(desk.Folder.DayCounter) ? File.ReadAllText(desk.Folder.DayCounter).Split(' ') : [];
        var number = last is [var day, var count] && day == date ? int.Parse(count, CultureInfo.InvariantCulture) + 1 : 1;
        File.WriteAllText(desk.Folder.DayCounter, string.Create(CultureInfo.InvariantCulture, $"{date} {number}"));
        return string.Create(CultureInfo.InvariantCulture, $"centre-{date}-{number}");
    }
}
