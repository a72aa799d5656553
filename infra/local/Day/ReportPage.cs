using System.Globalization;
using Spectre.Console;

namespace Solde.Local.Day;

/// <summary>The report as people read it: in colours on a terminal, as plain text in a file.</summary>
internal static class ReportPage
{
    // A file has no width: wide enough that no line of ours breaks.
    private const int WidthOfPlainText = 160;

    public static void Write(Report report, TimeSpan took)
    {
        var console = Console.IsOutputRedirected ? PlainConsole() : AnsiConsole.Console;
        console.WriteLine();
        console.Write(Findings(report));
        console.Write(Balances(report));
        console.Write(Mails(report));
        console.Write(Ledgers(report));
        console.WriteLine();
        WriteVerdict(console, report);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The day took {took.TotalSeconds:F1} s."));
    }

    private static IAnsiConsole PlainConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = WidthOfPlainText;
        return console;
    }

    private static Table Findings(Report report)
    {
        var table = NewTable("What was done, and what came of it", "", "", "expected", "found", "");
        foreach (var scene in report.Findings.GroupBy(finding => finding.Scene, StringComparer.Ordinal))
        {
            var title = scene.Key;
            foreach (var finding in scene)
            {
                table.AddRow(Cell(title, "bold"), Cell(finding.What), Cell(finding.Expected), Cell(finding.Found), Mark(finding.Holds));
                title = "";
            }
        }
        return table;
    }

    private static Table Balances(Report report)
    {
        var table = NewTable("Balances, in " + Amounts.Currency, "family", "billed", "expected", "found", "");
        foreach (var column in table.Columns.Skip(1).Take(3)) column.RightAligned();
        foreach (var line in report.Balances)
            table.AddRow(Cell(line.Family), Cell(Amounts.Text(line.Billed)), Cell(Amounts.Text(line.Expected)), Cell(Amounts.Text(line.Found)), Mark(line.Expected == line.Found));
        return table;
    }

    private static Table Mails(Report report)
    {
        var table = NewTable("Mails", "kind", "language", "sent", "for example");
        foreach (var line in report.Mails)
            table.AddRow(Cell(line.Kind), Cell(line.Language), Cell(line.Count.ToString(CultureInfo.InvariantCulture)), Cell(line.Example));
        return table;
    }

    private static Table Ledgers(Report report)
    {
        var table = NewTable("The books, in " + Amounts.Currency, "ledger", "sum");
        table.Columns[1].RightAligned();
        foreach (var (ledger, sum) in report.Ledgers) table.AddRow(Cell(ledger), Cell(Amounts.Text(sum)));
        return table;
    }

    private static void WriteVerdict(IAnsiConsole console, Report report)
    {
        if (report.Holds)
        {
            console.Write(new Text($"All {report.Findings.Count} checks hold; the books balance.\n", new Style(Color.Green)));
            return;
        }
        var broken = report.Findings.Where(finding => !finding.Holds).ToArray();
        console.Write(new Text($"{broken.Length} of {report.Findings.Count} checks do not hold:\n", new Style(Color.Red)));
        foreach (var finding in broken)
            console.Write(new Text($"  {finding.Scene}: {finding.What}: expected {finding.Expected}, found {finding.Found}\n"));
    }

    private static Table NewTable(string title, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(title));
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        return table;
    }

    private static Markup Cell(string text, string style = "default") => new($"[{style}]{Markup.Escape(text)}[/]");

    private static Markup Mark(bool holds) => new(holds ? "[green]✓[/]" : "[red]✗[/]");
}
