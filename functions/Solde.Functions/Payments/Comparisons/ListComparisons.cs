using Solde.Functions.Api;

namespace Solde.Functions.Payments;

/// <summary>Comparisons with the provider, newest first.</summary>
internal static class ListComparisons
{
    public static async Task<Answer> Handle(string? cursor, int? limit, Command command, ComparisonIndex index)
    {
        var errors = new FieldErrors();
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var page = await index.PageAsync(command.Organisation, after, size, command.CancellationToken);
        return Cursor.Answer(page with { Next = page.Next is { } next ? Cursor.After(next) : null }, PaymentsJson.Default.PageComparisonView);
    }
}
