using System.Text;
using System.Text.Json.Nodes;

namespace Solde.Local.Day;

/// <summary>Reads what lies in the mailbox folder and compares it with the notification centre and the day's events.</summary>
internal static class Mailbox
{
    private const string Base64Word = "=?utf-8?B?";

    public static async Task CountAsync(Centre centre, IReadOnlyList<JsonNode> payments)
    {
        var notices = await centre.Api.ListAsync("notifications", centre.Stop);
        var mails = notices.Where(notice => notice["byEmail"]!.GetValue<bool>()).Select(notice => Read(centre, notice)).ToArray();
        foreach (var group in mails.GroupBy(mail => (mail.Kind, mail.Language)).OrderBy(group => group.Key))
            centre.Report.Mails.Add(new MailLine(group.Key.Kind, group.Key.Language, group.Count(), group.First().Title));

        var arrived = payments.Count(payment => payment["state"]!.GetValue<string>() is "succeeded" or "recorded" or "cancelled");
        var failures = payments.Sum(payment => (payment["online"] as JsonObject)?["failedAttempts"]?.AsArray().Count ?? 0);
        centre.Report.Check("mails written down as sent that lie in the mailbox", mails.Length, mails.Count(mail => mail.Language != ""));
        centre.Report.Check("owners asked to confirm their address", centre.Families.All.Count, mails.Count(mail => mail.Kind == "activation"));
        centre.Report.Check("receipts, one for each payment that arrived", arrived, mails.Count(mail => mail.Kind == "receipt"));
        centre.Report.Check(
            "failed tries told to the treasurer, in French",
            failures,
            mails.Count(mail => IsFailure(mail) && mail is { Recipient: Opening.Treasurer, Language: "fr" }));
        centre.Report.Check("and to nobody else by mail", failures, mails.Count(IsFailure));
        centre.Report.Check("the refund that came back told to her too", 1, mails.Count(mail => mail is { Kind: "refund_failed", Recipient: Opening.Treasurer, Language: "fr" }));
        centre.Report.Check(
            "both shown to the deputy in the notification centre",
            failures + 1,
            notices.Count(notice => notice["recipient"]!.GetValue<string>() == Opening.Deputy && notice["state"]!.GetValue<string>() == "shown"));
    }

    private static bool IsFailure(Mail mail) => Opening.FailureKinds.Contains(mail.Kind);

    /// <summary>Without a language where there is no such mail.</summary>
    private static Mail Read(Centre centre, JsonNode notice)
    {
        var (kind, recipient) = (notice["kind"]!.GetValue<string>(), notice["recipient"]!.GetValue<string>());
        var file = Path.Combine(centre.Desk.Folder.Mailbox, notice["id"]!.GetValue<string>() + ".eml");
        if (!File.Exists(file)) return new Mail(kind, recipient, "", "");
        var headers = File.ReadLines(file).TakeWhile(line => line.Length > 0).Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new Mail(kind, recipient, headers["Content-Language"], Decoded(headers["Subject"]));
    }

    private static string Decoded(string title) => title.StartsWith(Base64Word, StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(title[Base64Word.Length..^2]))
        : title;

    private sealed record Mail(string Kind, string Recipient, string Language, string Title);
}
