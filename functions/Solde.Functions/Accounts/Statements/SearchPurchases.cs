using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>
/// Finds purchases by a part of their description. The text travels in the body and not in the address, which hosts and
/// proxies write to their logs (COM-12).
/// </summary>
internal static class SearchPurchases
{
    public sealed record Request(
        string? Text,
        string? Member = null,
        string? Item = null,
        string? Category = null,
        string? State = null,
        DateOnly? From = null,
        DateOnly? To = null,
        string? Order = null,
        string? Cursor = null,
        int? Limit = null);

    public static async Task<Answer> Handle(string account, Request request, Command command, AccountDocuments documents)
    {
        var errors = new FieldErrors();
        errors.Text("text", request.Text, FieldErrors.NameLength);
        if (errors.Any)
            return errors.ToRefusal();
        var filter = new ListPurchases.Filter(
            request.Member, request.Item, request.Category, request.State, request.From, request.To, request.Text);
        return await ListPurchases.PageAsync(account, filter, request.Order, request.Cursor, request.Limit, command, documents);
    }
}
