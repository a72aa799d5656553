using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Solde.Functions.Partners;

namespace Solde.Tests.Docs;

/// <summary>A partner's engineer copies what docs/partners.md says: it must be right.</summary>
[Trait("Rule", "PAY-16")]
public sealed class PartnersPageTests
{
    private const string Body = """{"id":"evt_1","type":"invoice.paid","note":"Zoé"}""";

    [Theory]
    [InlineData("secret", 0, Body, true)]
    [InlineData("older", 0, Body, true)]
    [InlineData("forged", 0, Body, false)]
    [InlineData("secret", -301, Body, false)]
    [InlineData("secret", 301, Body, false)]
    [InlineData("secret", 0, Body + " ", false)]
    public async Task The_pages_javascript_takes_what_we_sign_and_nothing_else(string secret, int secondsOff, string received, bool isOurs)
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(secondsOff);
        var header = EventSignature.Of(["secret", "older"], Encoding.UTF8.GetBytes(Body), at);

        Assert.Equal(isOurs ? "true" : "false", await RunAsync(header, received, secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1=00")]
    [InlineData("t=x,v1=zz")]
    public async Task The_pages_javascript_refuses_a_header_that_it_cannot_read(string header) =>
        Assert.Equal("false", await RunAsync(header, Body, "secret"));

    [Fact]
    public void The_page_names_every_type_of_event()
    {
        var page = File.ReadAllText(PagePath());

        Assert.All(PartnerEventTypes.All, type => Assert.Contains($"`{type}`", page, StringComparison.Ordinal));
    }

    private static async Task<string> RunAsync(string header, string body, string secret)
    {
        var sample = File.ReadAllText(PagePath()).Split("```javascript")[1].Split("```")[0];
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            "--input-type=module", "-e", sample + "\nconst [header, body, secret] = process.argv.slice(1);"
                + "\nconsole.log(isOurs(header, Buffer.from(body), secret));",
            "--", header, body, secret,
        })
            start.ArgumentList.Add(argument);
        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return said.Trim();
    }

    private static string PagePath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "partners.md"));
}
