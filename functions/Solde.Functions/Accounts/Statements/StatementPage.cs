using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>A statement as a page to print, in the reader's language, written line by line.</summary>
internal sealed class StatementPage(
    string organisation, Owner owner, StatementPeriod period, Statement statement, string language) : IResult
{
    private const string Style = """
        body{font:11pt/1.4 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1b1b1b}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.3em .5em;border-bottom:1px solid #ccc;vertical-align:top}
        th{border-bottom:2px solid #444}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        thead{display:table-header-group}
        tr{break-inside:avoid}
        tr.sum td{font-weight:600;border-top:2px solid #444}
        small{color:#555}
        @media print{body{margin:0;max-width:none}@page{margin:18mm}}
        """;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = language;
        // What it shows came from people; nothing of it may run.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        await using var page = new StreamWriter(response.Body, new UTF8Encoding(false), bufferSize: 16 * 1024, leaveOpen: true);
        await page.WriteAsync(Head());

        var (charged, received, credited, balance) = (Zero, Zero, Zero, statement.Opening);
        await foreach (var line in statement.Lines.WithCancellation(httpContext.RequestAborted))
        {
            var operation = line.Operation;
            await page.WriteAsync(Row(line));
            (charged, received, credited) = (charged + operation.Charged, received + operation.Received, credited + operation.Credited);
            balance = operation.Balance;
        }
        await page.WriteAsync(Foot(charged, received, credited, balance));
    }

    private Money Zero => Money.Zero(statement.Opening.Currency);

    private string Head() => $"""
        <!doctype html>
        <html lang="{language}"><head><meta charset="utf-8"><title>{Say(StatementTexts.Title)}</title><style>{Style}</style></head>
        <body><h1>{Say(StatementTexts.Title)}</h1>
        <p>{Encoded(organisation)}<br>{Encoded(owner.Name)}<br>{PeriodText()}</p>
        <table><thead><tr>
        <th>{Say(StatementTexts.Date)}</th><th>{Say(StatementTexts.Description)}</th><th class="n">{Say(StatementTexts.Charged)}</th>
        <th class="n">{Say(StatementTexts.Received)}</th><th class="n">{Say(StatementTexts.Credited)}</th>
        <th class="n">{Say(StatementTexts.Balance)}</th>
        </tr></thead><tbody>
        {Row(period.From, Say(StatementTexts.Opening), Zero, Zero, Zero, statement.Opening)}

        """;

    private string Row(StatementLine line)
    {
        var operation = line.Operation;
        var invoices = line.InvoiceNumbers.Count > 0 ? " " + Encoded(string.Join(", ", line.InvoiceNumbers)) : "";
        var reason = operation.Reason is { } why ? $"<br><small>{Encoded(why)}</small>" : "";
        return Row(
            operation.On,
            Say(StatementTexts.Of(operation.Action)) + invoices + reason,
            operation.Charged,
            operation.Received,
            operation.Credited,
            operation.Balance) + "\n";
    }

    private string Foot(Money charged, Money received, Money credited, Money balance) => $"""
        {Row(period.To, Say(StatementTexts.Closing), charged, received, credited, balance, "sum")}
        </tbody></table><p><small>{Say(StatementTexts.Note)}</small></p></body></html>
        """;

    /// <param name="what">HTML.</param>
    private static string Row(
        DateOnly? on, string what, Money charged, Money received, Money credited, Money balance, string kind = "line") =>
        $"<tr class=\"{kind}\"><td>{DateText(on)}</td><td>{what}</td>{Cell(charged)}{Cell(received)}{Cell(credited)}<td class=\"n\">{balance}</td></tr>";

    private static string Cell(Money amount) => amount.IsZero ? "<td></td>" : $"<td class=\"n\">{amount}</td>";

    private string PeriodText() => period.From is { } from
        ? Encoded(StatementTexts.Period.In(language, DateText(from), DateText(period.To)))
        : Encoded(StatementTexts.UpTo.In(language, DateText(period.To)));

    private string Say(Api.Text text) => Encoded(text.In(language));

    private static string DateText(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
