using System.Net;
using System.Text;
using Solde.Functions.Partners;

namespace Solde.Tests.Partners;

/// <summary>Strangers choose where we send: no name may lead inside, at no moment.</summary>
[Trait("Rule", "PAY-16")]
public sealed class EventSenderTests
{
    private static readonly PartnerSettings Live = new(AllowsLoopback: false, TimeSpan.FromSeconds(5));
    private static readonly PartnerSettings Desk = Live with { AllowsLoopback = true };

    [Fact]
    public async Task An_address_of_this_machine_is_not_called()
    {
        await using var partner = await PartnerServer.StartAsync();

        var sent = await SendAsync(Live, partner.Url, Dns.GetHostAddressesAsync);

        Assert.Equal((null, "address_not_allowed"), (sent.Status, sent.Error));
        Assert.Empty(partner.Received);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("93.184.215.14", "127.0.0.1")]
    [InlineData]
    public async Task A_name_that_leads_inside_also_beside_a_public_address_is_not_called(params string[] addresses)
    {
        await using var partner = await PartnerServer.StartAsync();
        var named = new UriBuilder(partner.Url) { Host = "partner.example.org" }.Uri;

        var sent = await SendAsync(Live, named, (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));

        Assert.Equal((null, "address_not_allowed"), (sent.Status, sent.Error));
        Assert.Empty(partner.Received);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_from_one_call_to_the_next_is_looked_at_anew()
    {
        await using var partner = await PartnerServer.StartAsync();
        var named = new UriBuilder(partner.Url) { Host = "partner.example.org" }.Uri;
        var answers = new Queue<string>(["127.0.0.1", "192.168.1.1"]);
        using var sender = new EventSender(Desk, (_, _) => Task.FromResult(new[] { IPAddress.Parse(answers.Dequeue()) }));

        var first = await SendAsync(sender, named);
        var second = await SendAsync(sender, named);

        Assert.Equal((200, "address_not_allowed"), (first.Status, second.Error));
        Assert.Equal($"partner.example.org:{partner.Url.Port}", Assert.Single(partner.Received).Headers["Host"]);
    }

    [Fact]
    public async Task The_name_is_asked_for_once_and_its_very_answer_is_called()
    {
        await using var partner = await PartnerServer.StartAsync();
        var asked = new List<string>();
        Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellation)
        {
            asked.Add(name);
            return Task.FromResult(new[] { IPAddress.Loopback });
        }

        // A name that no name service knows: only the address that was looked at can be meant.
        var sent = await SendAsync(Desk, new UriBuilder(partner.Url) { Host = "nowhere.invalid" }.Uri, ResolveAsync);

        Assert.Equal(200, sent.Status);
        Assert.Equal(["nowhere.invalid"], asked);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_listened_to()
    {
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer(PartnerServer.TalksWithoutEnd);

        var sent = await SendAsync(Desk, partner.Url, Dns.GetHostAddressesAsync);

        Assert.Equal((200, null), (sent.Status, sent.Error));
        Assert.InRange(sent.DurationMilliseconds, 0, 4_000);
    }

    [Fact]
    public async Task A_server_that_speaks_no_tls_and_a_name_that_nobody_knows_are_told_apart()
    {
        await using var partner = await PartnerServer.StartAsync();
        var secure = new UriBuilder(partner.Url) { Scheme = "https" }.Uri;

        Assert.Equal("tls", (await SendAsync(Desk, secure, Dns.GetHostAddressesAsync)).Error);
        Assert.Equal("name_not_found", (await SendAsync(Desk, new Uri("https://nobody.invalid/"), Dns.GetHostAddressesAsync)).Error);
    }

    [Theory]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.255.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("93.184.215.14", true)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::8.8.8.8", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("2a00:1450:4001::1", true)]
    public void An_address_is_public_or_leads_inside(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Has(IPAddress.Parse(address)));

    private static async Task<SentEvent> SendAsync(
        PartnerSettings settings, Uri url, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        using var sender = new EventSender(settings, resolve);
        return await SendAsync(sender, url);
    }

    private static Task<SentEvent> SendAsync(EventSender sender, Uri url) => sender.SendAsync(
        new OutgoingEvent(url, "dlv_1", "evt_1", Encoding.UTF8.GetBytes("{}")),
        ["secret"],
        DateTimeOffset.UnixEpoch,
        CancellationToken.None);
}
