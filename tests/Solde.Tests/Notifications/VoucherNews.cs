using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using Solde.Tests.Vouchers;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Notifications;

/// <summary>What was told to whom about a wallet, in the notification centre and by mail.</summary>
internal sealed class VoucherNews(VoucherDesk desk, string mailFolder)
{
    private const string CompanyEmail = "kantoor@menage-net.example.org";

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>From here on, of a company that reads Dutch.</summary>
    public static async Task<VoucherNews> OpenAsync(VoucherDesk desk, string mailFolder)
    {
        var company = new JsonObject { ["name"] = "Ménage Net", ["email"] = CompanyEmail, ["language"] = "nl" };
        (await desk.Desk.PutAsync($"vouchers/companies/{VoucherDesk.Company}", company)).Expect(HttpStatusCode.OK);
        return new VoucherNews(desk, mailFolder);
    }

    /// <summary>All that is to be sent is sent; then "recipient: kind" of what is new since the last call.</summary>
    public async Task<string[]> NextAsync()
    {
        await desk.Desk.App.DrainAsync();
        Assert.Empty(desk.Desk.App.DeadLetters);
        var notices = (await desk.Desk.GetAsync("notifications?limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        return
        [
            .. notices
                .Where(notice => _known.Add(Text(notice!["id"])))
                .Select(notice => $"{Text(notice!["recipient"])}: {Text(notice["kind"])}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Its state in the notification centre.</summary>
    public async Task<string> StateAsync(string kind)
    {
        var found = (await desk.Desk.GetAsync($"notifications?kind={kind}")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        return Text(Assert.Single(found)!["state"]);
    }

    public IReadOnlyList<ReceivedMail> ToUser() => Mailbox.To(mailFolder, "amelie@example.org");

    public IReadOnlyList<ReceivedMail> ToCompany() => Mailbox.To(mailFolder, CompanyEmail);
}
