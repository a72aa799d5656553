using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>
/// Finds accounts by a part of the owner's name or e-mail. The text travels in the body and not in the address, which
/// hosts and proxies write to their logs (COM-12).
/// </summary>
internal static class SearchAccounts
{
    public sealed record Request(string? Text, string? Sort = null, bool? Activated = null, string? Cursor = null, int? Limit = null);

    public static async Task<Answer> Handle(Request request, Command command, AccountIndex index)
    {
        var errors = new FieldErrors();
        errors.Text("text", request.Text, FieldErrors.NameLength);
        return errors.Any
            ? errors.ToRefusal()
            : await ListAccounts.PageAsync(request.Sort, request.Activated, request.Text, request.Cursor, request.Limit, command, index);
    }
}
