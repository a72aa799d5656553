using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Finds wallets by a part of the user's name or e-mail. The text travels in the body and not in the address, which hosts and proxies
/// write to their logs (COM-12).
/// </summary>
internal static class SearchWallets
{
    public sealed record Request(string? Text, string? Cursor = null, int? Limit = null);

    public static async Task<Answer> Handle(Request request, Command command, WalletIndex index)
    {
        var errors = new FieldErrors();
        errors.Text("text", request.Text, FieldErrors.NameLength);
        return errors.Any
            ? errors.ToRefusal()
            : await ListWallets.PageAsync(request.Text, request.Cursor, request.Limit, command, index);
    }
}
