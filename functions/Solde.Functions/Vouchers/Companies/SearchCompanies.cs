using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Finds companies by a part of their name or e-mail. The text travels in the body and not in the address, which hosts and proxies
/// write to their logs (COM-12).
/// </summary>
internal static class SearchCompanies
{
    public sealed record Request(string? Text, string? Cursor = null, int? Limit = null);

    public static async Task<Answer> Handle(Request request, Command command, CompanyIndex index)
    {
        var errors = new FieldErrors();
        errors.Text("text", request.Text, FieldErrors.NameLength);
        return errors.Any
            ? errors.ToRefusal()
            : await ListCompanies.PageAsync(request.Text, request.Cursor, request.Limit, command, index);
    }
}
