using System.Runtime.CompilerServices;
using System.Text;
using Solde.Functions.Vouchers;

namespace Solde.Tests.Docs;

/// <summary>
/// docs/voucher-status.md is made from the codes: <c>SOLDE_WRITE_DOCS=1 dotnet test --filter VoucherStatusPage</c> writes it anew.
/// </summary>
[Trait("Rule", "VOU-08")]
public sealed class VoucherStatusPageTests
{
    [Fact]
    public void The_page_of_voucher_statuses_lists_every_code_as_the_code_has_it()
    {
        var page = Render();
        if (Environment.GetEnvironmentVariable("SOLDE_WRITE_DOCS") == "1")
            File.WriteAllText(PagePath(), page);

        Assert.Equal(page, File.ReadAllText(PagePath()));
    }

    private static string Render()
    {
        var page = new StringBuilder("""
            # Status codes of services

            As lists, dashboards and exports say them. 16 to 19 are the issuer's, who labels three of them alike; those below are our own. A
            code follows from what was done with a service and its vouchers, and from nothing else. After 19 comes 8 when the rest is asked
            for, then 9. In an export a line's `code` is the one after its event, `currentCode` the service's own. This page is made from
            the code.

            | code | state | meaning | English | French | Portuguese | Dutch |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var status in ServiceStatus.All)
        {
            var labels = string.Join(" | ", new[] { "en", "fr", "pt", "nl" }.Select(language => status.Label.In(language)));
            page.Append($"| {status.Code} | `{status.State}` | {status.Meaning} | {labels} |\n");
        }
        return page.ToString();
    }

    private static string PagePath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "voucher-status.md"));
}
