using System.Runtime.CompilerServices;
using System.Text;
using Solde.Functions.Failures;

namespace Solde.Tests.Docs;

/// <summary>docs/failures.md is made from the taxonomy: <c>SOLDE_WRITE_DOCS=1 dotnet test --filter FailuresPage</c> writes it anew.</summary>
[Trait("Rule", "PAY-13")]
public sealed class FailuresPageTests
{
    [Fact]
    public void The_page_of_failures_lists_every_class_and_code_as_the_code_has_it()
    {
        var page = Render();
        if (Environment.GetEnvironmentVariable("SOLDE_WRITE_DOCS") == "1")
            File.WriteAllText(PagePath(), page);

        Assert.Equal(page, File.ReadAllText(PagePath()));
    }

    private static string Render()
    {
        var page = new StringBuilder("""
            # Failures

            Why payments, debits and refunds fail, over every scheme. A code belongs to one class and the class decides what is done. A
            code that is not here is `unknown`. This page is made from the code.

            | class | what is done | why |
            | --- | --- | --- |

            """);
        foreach (var known in FailureClass.All)
            page.Append($"| `{known.Name}` | `{known.Action}` | {known.Why} |\n");
        foreach (var scheme in FailureCodes.Schemes)
        {
            page.Append($"\n## {scheme}\n\n| code | class | English | French |\n| --- | --- | --- | --- |\n");
            foreach (var entry in FailureCodes.All.Where(entry => entry.Scheme == scheme))
                page.Append($"| `{entry.Code}` | `{entry.Class.Name}` | {entry.Meaning.In("en")} | {entry.Meaning.In("fr")} |\n");
        }
        return page.ToString();
    }

    private static string PagePath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "failures.md"));
}
