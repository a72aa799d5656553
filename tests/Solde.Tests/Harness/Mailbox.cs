using System.Text;

namespace Solde.Tests.Harness;

/// <summary>The mails in a mailbox folder, as people would read them.</summary>
public static class Mailbox
{
    public static IReadOnlyList<ReceivedMail> Of(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.eml").Select(file => ReceivedMail.Parse(File.ReadAllText(file)))];

    public static IReadOnlyList<ReceivedMail> To(string folder, string address) => [.. Of(folder).Where(mail => mail.To == address)];
}

public sealed record ReceivedMail(string To, string Subject, string Language, string MessageId, string Body)
{
    public static ReceivedMail Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = text[..end].Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new(headers["To"], Decoded(headers["Subject"]), headers["Content-Language"], headers["Message-ID"], text[(end + 4)..]);
    }

    private static string Decoded(string subject) => subject.StartsWith("=?utf-8?B?", StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(subject["=?utf-8?B?".Length..^2]))
        : subject;
}
