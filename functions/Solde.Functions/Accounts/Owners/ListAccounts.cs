using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>The organisation's accounts: sorted, filtered, paged (COM-09). <see cref="SearchAccounts"/> searches.</summary>
internal static class ListAccounts
{
    public sealed record Item(string Id, string Name, string Email, bool IsActivated, DateTimeOffset CreatedAt);

    public static Task<Answer> Handle(string? sort, bool? activated, string? cursor, int? limit, Command command, AccountIndex index) =>
        PageAsync(sort, activated, null, cursor, limit, command, index);

    internal static async Task<Answer> PageAsync(
        string? sort, bool? activated, string? search, string? cursor, int? limit, Command command, AccountIndex index)
    {
        var errors = new FieldErrors();
        errors.OneOf("sort", sort, [AccountIndex.ByName, AccountIndex.ByCreation], needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        sort ??= AccountIndex.ByName;
        if (errors.Any)
            return errors.ToRefusal();

        var page = await index.PageAsync(command.Organisation, sort, after, size, activated, search, command.CancellationToken);
        if (page is null)
        {
            errors.Add("cursor", Cursor.NotOfThisList);
            return errors.ToRefusal();
        }
        return Cursor.Answer(
            page with { Next = page.Next is null ? null : Cursor.After(page.Next) }, AccountsJson.Default.PageListAccountsItem);
    }
}
