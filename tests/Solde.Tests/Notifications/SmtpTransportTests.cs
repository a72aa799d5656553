using System.Text;
using Solde.Functions.Notifications;

namespace Solde.Tests.Notifications;

public sealed class SmtpTransportTests
{
    private static readonly Mail Receipt = new("not_1", "zoe@example.org", "Reçu : 12,50 $", "Bonjour Zoé,\n\n.un point en tête\n", "fr");

    [Fact]
    [Trait("Rule", "PAY-09")]
    public async Task A_mail_reaches_the_server_whole_and_named_by_its_notification()
    {
        await using var server = new SmtpServer();

        await TransportTo(server.Port).SendAsync(Receipt, default);

        var text = Assert.Single(server.Received);
        Assert.Equal(["MAIL FROM:<desk@example.org>", "RCPT TO:<zoe@example.org>"], server.Envelope);
        Assert.Contains("Message-ID: <not_1@solde>", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Content-Language: fr", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("Reçu"))[..4], text, StringComparison.Ordinal);
        Assert.Equal(Receipt.Body, BodyOf(text).ReplaceLineEndings("\n"));
    }

    [Fact]
    [Trait("Rule", "PAY-09")]
    public async Task A_server_that_refuses_the_recipient_leaves_the_mail_unsent()
    {
        await using var server = new SmtpServer { Refuses = "RCPT" };

        await Assert.ThrowsAsync<MailNotSentException>(() => TransportTo(server.Port).SendAsync(Receipt, default));

        Assert.Empty(server.Received);
    }

    [Fact]
    [Trait("Rule", "PAY-09")]
    public async Task A_server_that_is_not_there_leaves_the_mail_unsent()
    {
        int port;
        await using (var server = new SmtpServer())
            port = server.Port;

        await Assert.ThrowsAsync<MailNotSentException>(() => TransportTo(port).SendAsync(Receipt, default));
    }

    private static SmtpTransport TransportTo(int port) => new(new MailSettings(null, "desk@example.org", "127.0.0.1", port, false, null, null));

    private static string BodyOf(string text)
    {
        var parts = text.Split("\r\n\r\n", 2);
        var encoded = parts[1].Replace("\r\n", "", StringComparison.Ordinal);
        return parts[0].Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded))
            : Decoded(parts[1]);
    }

    /// <summary>Quoted-printable (RFC 2045).</summary>
    private static string Decoded(string text)
    {
        var joined = text.Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=')
            {
                bytes.Add(Convert.ToByte(joined.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)joined[i]);
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
