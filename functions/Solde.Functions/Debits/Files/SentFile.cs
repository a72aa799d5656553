using System.Text.Json.Serialization;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>A file that went out, with all that its bytes follow from besides the charges of its run.</summary>
/// <param name="Run">Whose tries are in it.</param>
/// <param name="Before">So many of the run's lines are in earlier files of the outlet.</param>
/// <param name="IsLast">It holds the rest of them.</param>
/// <param name="Months">Of the assemblies that its charges are of.</param>
/// <param name="Agreement">A bank file's, as it was; null for slips.</param>
/// <param name="Layout">Of slips; null for a bank file.</param>
/// <param name="Totals">What was written; in a file that is still to be written, what the run has counted for it.</param>
/// <param name="Blob">Where its bytes are.</param>
/// <param name="ErasedBy">The order by which its bytes were erased; null while they are kept.</param>
internal sealed record SentFile(
    string Outlet,
    string Run,
    int Before,
    bool IsLast,
    IReadOnlyList<string> Months,
    BankAgreement? Agreement,
    string? Layout,
    FileHeading Heading,
    FileTotals Totals,
    string Blob,
    string? ErasedBy = null)
{
    [JsonIgnore]
    public int Number => Heading.Sequence;

    /// <summary>Of the outlet: what a person saves it as, and what it is.</summary>
    [JsonIgnore]
    public string Name => $"{Outlet}-{Number:D6}{Extension}";

    [JsonIgnore]
    public string Extension => Agreement?.Scheme switch { null => ".csv", BankSchemes.Sepa => ".xml", _ => ".txt" };

    [JsonIgnore]
    public string ContentType => Extension switch
    {
        ".csv" => "text/csv; charset=utf-8",
        ".xml" => "application/xml",
        _ => "text/plain; charset=iso-8859-1",
    };

    [JsonIgnore]
    public SlipLayout Slips => SlipLayout.Find(Layout!);
}

/// <summary>
/// The id of a SEPA file, by which the bank's report names it: whose outlet it is of, and its number. The creditor may have several
/// agreements, even several organisations, and none of their files may have the same.
/// </summary>
internal static class SentFileIds
{
    private const int OwnerLength = 16;

    public static string Of(string organisation, string outlet, int number) => $"{OwnerOf(organisation, outlet)}-{number:D9}";

    /// <summary>The number of an outlet's file; null where the id is none of its own.</summary>
    public static int? NumberOf(string organisation, string outlet, string? fileId) =>
        fileId?.Split('-') is [var owner, { Length: 9 } number]
        && owner == OwnerOf(organisation, outlet)
        && int.TryParse(number, System.Globalization.NumberStyles.None, null, out var parsed)
            ? parsed
            : null;

    private static string OwnerOf(string organisation, string outlet) =>
        IdempotencyKey.Digest($"{organisation}\n{outlet}")[..OwnerLength].ToUpperInvariant();
}
