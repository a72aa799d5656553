using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <param name="File">Its number.</param>
/// <param name="Layout">The bank's profile, or the layout of slips.</param>
/// <param name="FileId">SEPA: what the bank's report names it by.</param>
/// <param name="CreatedAt">At the organisation's own offset; bank files say its day.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal.</param>
internal sealed record SentFileView(
    string Outlet,
    int File,
    string Run,
    IReadOnlyList<string> Months,
    string? Agreement,
    string Layout,
    string? FileId,
    DateTimeOffset CreatedAt,
    int Lines,
    Money Amount,
    long Bytes,
    string Sha256,
    string Name,
    string ContentType)
{
    public static SentFileView Of(SentFile file) => new(
        file.Outlet,
        file.Number,
        file.Run,
        file.Months,
        file.Agreement?.Id,
        file.Agreement?.Profile ?? file.Layout!,
        file.Agreement?.Scheme == BankSchemes.Sepa ? file.Heading.FileId : null,
        file.Heading.CreatedAt,
        file.Totals.Orders,
        file.Totals.Amount,
        file.Totals.Bytes,
        file.Totals.Sha256,
        file.Name,
        file.ContentType);
}

/// <param name="WasRestored">Its bytes were gone, or were others, and are there again.</param>
internal sealed record RemadeFileView(SentFileView File, bool WasRestored);
