using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Solde.Functions.Api;

namespace Solde.Tests.Docs;

/// <summary>docs/errors.md is made from the refusals in the code: <c>SOLDE_WRITE_DOCS=1 dotnet test --filter ErrorsPage</c> writes it anew.</summary>
[Trait("Rule", "COM-07")]
public sealed class ErrorsPageTests
{
    [Fact]
    public void The_page_of_errors_lists_every_code_as_the_code_has_it()
    {
        var page = Render();
        if (Environment.GetEnvironmentVariable("SOLDE_WRITE_DOCS") == "1")
            File.WriteAllText(PagePath(), page);

        Assert.Equal(page, File.ReadAllText(PagePath()));
    }

    [Fact]
    public void No_two_refusals_share_a_code_and_each_speaks_every_language()
    {
        var kinds = Kinds().ToArray();

        Assert.Equal(kinds.Length, kinds.Select(kind => kind.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(kinds, kind => Assert.Equal(
            Language.All.Count, Language.All.Select(language => kind.Detail.In(language)).Distinct(StringComparer.Ordinal).Count()));
    }

    private static string Render()
    {
        var page = new StringBuilder("""
            # Errors

            Every refusal is `application/problem+json` with a stable `code` and a `detail` in the language asked for (`Accept-Language`:
            en, fr, pt, nl). `{0}` stands for what the refusal names. This page is made from the code.

            | code | status | English | French |
            | --- | --- | --- | --- |

            """);
        foreach (var kind in Kinds().OrderBy(kind => kind.Code, StringComparer.Ordinal))
            page.Append($"| `{kind.Code}` | {kind.Status} | {kind.Detail.In("en")} | {kind.Detail.In("fr")} |\n");
        return page.ToString();
    }

    private static IEnumerable<RefusalKind> Kinds() => typeof(RefusalKind).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType == typeof(RefusalKind))
        .Select(field => (RefusalKind)field.GetValue(null)!);

    private static string PagePath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "errors.md"));
}
