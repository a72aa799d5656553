using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The organisation's wallets by their users' names, paged (COM-09). <see cref="SearchWallets"/> searches.</summary>
internal static class ListWallets
{
    public sealed record Item(string Id, string Name, string Email, DateTimeOffset OpenedAt)
    {
        public bool Holds(string? text) =>
            text is null
            || Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || Email.Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    public static Task<Answer> Handle(string? cursor, int? limit, Command command, WalletIndex index) =>
        PageAsync(null, cursor, limit, command, index);

    internal static async Task<Answer> PageAsync(string? search, string? cursor, int? limit, Command command, WalletIndex index)
    {
        var errors = new FieldErrors();
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (await index.PageAsync(command.Organisation, search, after, size, command.CancellationToken) is not { } page)
        {
            errors.Add("cursor", Cursor.NotOfThisList);
            return errors.ToRefusal();
        }
        return Cursor.Answer(
            page with { Next = page.Next is null ? null : Cursor.After(page.Next) }, VouchersJson.Default.PageListWalletsItem);
    }
}
