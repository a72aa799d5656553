using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;

namespace Solde.Tests.Accounts;

/// <summary>An account with open lines and money that pays none of them yet.</summary>
internal static class UnreconciledAccount
{
    public static readonly DateOnly Today = new(2026, 3, 10);

    private static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

    public static Account Of(IEnumerable<Invoice> invoices, IEnumerable<IFunds> money)
    {
        var account = Account.Empty("acc") with
        {
            Head = new AccountHead(new Owner("Marie", "marie@example.org", "en"), "CAD", Now, null, 1, Totals.None),
        };
        account = invoices.Aggregate(account, (sum, invoice) => sum.With(invoice));
        return money.Aggregate(account, (sum, funds) => sum.With(funds));
    }

    public static Invoice Invoice(int number, int dueInDays, params IReadOnlyList<(string Component, long Minor)> lines)
    {
        var made = lines.Select((line, index) => Line((index + 1).ToString(), line.Component, Cad(line.Minor)));
        return new Invoice($"inv_{number:D5}", null, Today.AddDays(-200), [Today.AddDays(dueInDays)], [.. made], Now, []);
    }

    public static Payment Payment(int number, int daysAgo, long minor) => new(
        $"pay_{number:D5}", "cash", Cad(minor), PaymentStates.Recorded, Today.AddDays(-daysAgo), Now, null, null, [], [], null);

    public static Credit Credit(int number, int daysAgo, long minor) => Solde.Functions.Accounts.Credit.New(
        $"crd_{number:D5}", CreditKinds.Goodwill, Cad(minor), "a reason", Today.AddDays(-daysAgo), Now, [], null);

    /// <summary>Every document as it would lie in its row.</summary>
    public static string Stored(this Account account) =>
        string.Join('\n', account.Rows().Select(row => $"{row.Key} {JsonSerializer.Serialize(row.Document, row.Type)}"));

    private static InvoiceLine Line(string id, string component, Money amount)
    {
        var zero = Money.Zero("CAD");
        return new InvoiceLine(
            id, "Swimming", Owner.MemberId, null, "sales", component, 1, amount, amount, [], amount, zero, zero, zero);
    }

    private static Money Cad(long minor) => new(minor, "CAD");
}
