using System.Globalization;

namespace Solde.Functions.Debits;

/// <summary>Values as CPA Standard 005 writes them.</summary>
internal static class CpaFields
{
    /// <summary>0YYDDD: the day of the year.</summary>
    public static string Date(DateOnly date) =>
        "0" + (date.Year % 100).ToString("D2", CultureInfo.InvariantCulture) + date.DayOfYear.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>In the century of these files; null where there is no such day.</summary>
    public static DateOnly? Date(ReadOnlySpan<char> text)
    {
        if (text.Length != 6 || text[0] != '0' || text.ContainsAnyExceptInRange('0', '9'))
            return null;
        var year = 2000 + int.Parse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture);
        var day = int.Parse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture);
        return day >= 1 && day <= (DateTime.IsLeapYear(year) ? 366 : 365) ? new DateOnly(year, 1, 1).AddDays(day - 1) : null;
    }

    /// <summary>A zero, the institution and the branch.</summary>
    public static string Institution(BankAccount account) => "0" + account.Institution + account.Branch;

    /// <summary>Four digits: after 9999 comes 1.</summary>
    public static int FileNumber(int sequence) => ((sequence - 1) % 9999) + 1;

    public static bool IsAccount(BankAccount? account) =>
        account is not null
        && PlainText.IsDigits(account.Institution, 3)
        && PlainText.IsDigits(account.Branch, 5)
        && PlainText.IsId(account.Number, 12);
}
