using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The organisation's companies by id, paged (COM-09). <see cref="SearchCompanies"/> searches.</summary>
internal static class ListCompanies
{
    public static Task<Answer> Handle(string? cursor, int? limit, Command command, CompanyIndex index) =>
        PageAsync(null, cursor, limit, command, index);

    internal static async Task<Answer> PageAsync(string? search, string? cursor, int? limit, Command command, CompanyIndex index)
    {
        var errors = new FieldErrors();
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (after is not null && !Ids.IsValid(after))
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();
        var page = await index.PageAsync(command.Organisation, search, after, size, command.CancellationToken);
        return Cursor.Answer(page, VouchersJson.Default.PageCompanyItem);
    }
}

internal sealed record CompanyItem(string Id, string Name, string Email, DateTimeOffset OpenedAt)
{
    public bool Holds(string? text) =>
        text is null || Name.Contains(text, StringComparison.OrdinalIgnoreCase) || Email.Contains(text, StringComparison.OrdinalIgnoreCase);
}
