using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The same list by a member's name, which stays out of addresses and so out of logs (COM-12).</summary>
internal static class SearchQuotas
{
    public sealed record Request(
        string? Text = null, string? State = null, string? Account = null, string? Order = null, string? Cursor = null, int? Limit = null);

    public static Task<Answer> Handle(
        string group, Request request, Command command, QuotaStore quotas, AggregateStore<DebitGroup> groups) =>
        ListQuotas.PageAsync(group, request, command, quotas, groups);
}
