namespace Solde.Local.Provider;

/// <summary>
/// How a test bank account settles. The documented ones in the table fail later with the provider's code, or pay and are contested at
/// once; any other pays.
/// </summary>
internal sealed record TestBankAccount(string Number, string? FailureCode = null, string? DisputedAs = null);

internal static class TestBankAccounts
{
    private static readonly Dictionary<string, TestBankAccount> ByNumber = new TestBankAccount[]
    {
        // Canadian pre-authorised debits (transit 11000, institution 000).
        new("000222222227", "insufficient_funds"),
        new("900222222227", "insufficient_funds"),
        new("000777777771", "charge_exceeds_source_limit"),
        new("000888888881", "charge_exceeds_weekly_limit"),
        new("DE62370400440532013001", "incorrect_account_holder_name"),
        new("DE78370400440532013004", "incorrect_account_holder_name"),
        new("DE65370400440000343434", "charge_exceeds_source_limit"),
        new("DE27370400440000121212", "charge_exceeds_weekly_limit"),
        new("DE65370400440002222227", "insufficient_funds"),
        new("DE35370400440532013002", DisputedAs: "debit_not_authorized"),
    }.ToDictionary(account => account.Number, StringComparer.Ordinal);

    public static TestBankAccount Of(string number) => ByNumber.GetValueOrDefault(number) ?? new TestBankAccount(number);
}
