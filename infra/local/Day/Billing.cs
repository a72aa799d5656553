using System.Globalization;
using System.Text.Json.Nodes;

namespace Solde.Local.Day;

/// <summary>Bills the season: each total is reckoned here by hand, taxes included, and not with the app's own rule.</summary>
internal static class Billing
{
    private static readonly string[] BothTaxes = ["gst", "qst"];
    private static readonly string[] NoTax = [];

    /// <param name="DueInDays">From today; several for payment in parts, negative ones are late already.</param>
    private sealed record Bill(Family Family, string For, long Net, string[] Taxes, long Total, params int[] DueInDays);

    public static async Task IssueAsync(Centre centre)
    {
        centre.Report.Begin("Billing the season");
        var wrong = new List<string>();
        foreach (var bill in Bills(centre.Families))
        {
            var issued = await IssueAsync(centre, bill);
            if (Amounts.Minor(issued["total"]) != bill.Total) wrong.Add($"{bill.Family.Name}, {bill.For}: {Amounts.Text(Amounts.Minor(issued["total"]))}");
        }
        await centre.SettledAsync();
        centre.Report.Check("invoices with another total than reckoned by hand", "none", wrong.Count == 0 ? "none" : string.Join("; ", wrong));
        await CheckNumbersAsync(centre);
    }

    /// <summary>For money that was there before its invoice.</summary>
    public static async Task IssueLaterAsync(Centre centre, Family family)
    {
        await IssueAsync(centre, new Bill(family, "judo", 8_000, BothTaxes, 9_198, 30));
        await centre.SettledAsync();
    }

    private static IEnumerable<Bill> Bills(Families families) =>
    [
        new(families.PaysCash, "swimming", 12_000, BothTaxes, 13_797, 14, 45),
        new(families.PaysCash, "membership", 2_500, NoTax, 2_500, 0),
        new(families.ChequeBounces, "pottery", 8_000, BothTaxes, 9_198, 30),
        new(families.ChequeBounces, "late fee", 1_500, NoTax, 1_500, -3),
        new(families.CardPays, "skating", 15_000, BothTaxes, 17_246, 10),
        new(families.CardPays, "skates", 4_500, BothTaxes, 5_174, 10),
        new(families.CardRunsDry, "hockey", 24_000, BothTaxes, 27_594, 0, 30, 60),
        new(families.BankWantsHim, "piano", 12_000, BothTaxes, 13_797, 14),
        new(families.BankWantsHim, "membership", 2_500, NoTax, 2_500, 0),
        new(families.ECheque, "day camp", 40_000, NoTax, 40_000, 7, 37),
        new(families.ECheque, "swimming", 12_000, BothTaxes, 13_797, 14),
        new(families.ProviderIsSlow, "dance", 8_000, BothTaxes, 9_198, 14),
        new(families.ConnectionDrops, "football", 15_000, BothTaxes, 17_246, 14),
        new(families.ConnectionDrops, "membership", 2_500, NoTax, 2_500, 0),
        new(families.CardIsRefused, "theatre", 8_000, BothTaxes, 9_198, 21),
        new(families.TwoCards, "day camp", 40_000, NoTax, 40_000, 7, 37),
        new(families.TwoCards, "skates", 4_500, BothTaxes, 5_174, 10),
        new(families.TwoCards, "membership", 2_500, NoTax, 2_500, 0),
        new(families.MovesAway, "day camp", 40_000, NoTax, 40_000, 7),
        new(families.CourseCancelled, "pottery", 8_000, BothTaxes, 9_198, 14),
        new(families.PaysNothing, "yoga", 12_000, BothTaxes, 13_797, -40, -10),
        new(families.PaysNothing, "membership", 2_500, NoTax, 2_500, -40),
    ];

    private static async Task<JsonNode> IssueAsync(Centre centre, Bill bill)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("America/Toronto")));
        var due = bill.DueInDays.Select(days => today.AddDays(days)).ToArray();
        var issueDate = due[0] < today ? due[0] : today;
        var line = new
        {
            description = bill.For,
            member = bill.Family.MemberIds.Count > 0 ? bill.Family.MemberIds[0] : null,
            unitPrice = Amounts.Money(bill.Net),
            taxes = bill.Taxes,
        };
        var body = new { issueDate, dueDates = due, lines = new[] { line } };
        var issued = await centre.Api.PostAsync($"accounts/{bill.Family.Account}/invoices", body, centre.Stop);
        bill.Family.Invoices.Add(bill.For, issued["id"]!.GetValue<string>());
        bill.Family.Billed += bill.Total;
        bill.Family.Owes += bill.Total;
        return issued;
    }

    /// <summary>One sequence a year, without gap or repeat, from 1 on.</summary>
    private static async Task CheckNumbersAsync(Centre centre)
    {
        var numbers = new List<string>();
        foreach (var family in centre.Families.All)
        {
            foreach (var invoice in await centre.Api.ListAsync($"accounts/{family.Account}/invoices", centre.Stop))
                numbers.Add(invoice["number"]?.GetValue<string>() ?? "an invoice without a number");
        }
        var expected = numbers.GroupBy(number => number[..4], StringComparer.Ordinal)
            .SelectMany(year => Enumerable.Range(1, year.Count()).Select(number => string.Create(CultureInfo.InvariantCulture, $"{year.Key}-{number:D6}")));
        centre.Report.Check("invoices issued and numbered", Bills(centre.Families).Count(), numbers.Count);
        centre.Report.Check(
            "invoice numbers that miss or repeat",
            "none",
            expected.Order(StringComparer.Ordinal).SequenceEqual(numbers.Order(StringComparer.Ordinal)) ? "none" : string.Join(", ", numbers.Order(StringComparer.Ordinal)));
    }
}
