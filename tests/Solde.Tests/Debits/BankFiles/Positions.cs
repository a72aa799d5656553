using System.Text;

namespace Solde.Tests.Debits;

/// <summary>Records built and cut by positions alone, counted from 1: what the tests know of layouts, apart from the app's own tables.</summary>
internal static class Positions
{
    /// <summary>Positions from, to (both included) of a record.</summary>
    public static string At(this string record, int from, int to) => record[(from - 1)..to];

    public static string Record(int length, params (int From, string Text)[] fields)
    {
        var record = new StringBuilder(new string(' ', length));
        foreach (var (from, text) in fields)
            record.Remove(from - 1, text.Length).Insert(from - 1, text);
        return record.ToString();
    }

    public static byte[] File(params string[] records) => Encoding.Latin1.GetBytes(string.Concat(records.Select(record => record + "\r\n")));
}
