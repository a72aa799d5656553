using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

internal static class QuotaEndpoints
{
    public static void Map(RouteGroupBuilder quotas)
    {
        quotas.MapGet("/", ListQuotas.Handle).Needs(Scopes.DebitsRead).Produces<Page<ListedQuota>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A group's quotas by number, all or those of a state or a billing account.");
        quotas.MapPost("/", AddQuota.Handle).Needs(Scopes.DebitsWrite).Produces<QuotaView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, DebitRefusals.GroupEnded, DebitRefusals.QuotaExists, DebitRefusals.UnknownAccount)
            .WithSummary("Add a quota to a group.");
        quotas.MapPost("/bulk", AddQuotas.Handle).Needs(Scopes.DebitsWrite).Produces<AddedQuotas>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, DebitRefusals.GroupEnded, DebitRefusals.QuotaExists, DebitRefusals.UnknownAccount)
            .WithSummary("Add up to 49 quotas to a group at once, all of them or none.");
        quotas.MapPost("/search", SearchQuotas.Handle).Needs(Scopes.DebitsRead).Produces<Page<ListedQuota>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A group's quotas by part of a member's name or the beginning of a number.");
        quotas.MapGet("/{quota}", ReadQuota.Handle).Needs(Scopes.DebitsRead).Produces<QuotaView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A quota with its member, bank accounts and mandates.");
        quotas.MapPut("/{quota}", ChangeQuota.Handle).Needs(Scopes.DebitsWrite).Produces<QuotaView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale, CommonRefusals.ReasonNeeded, DebitRefusals.QuotaEnded,
                DebitRefusals.UnknownAccount, DebitRefusals.GivesNothingBack)
            .WithSummary("Change the member, the credit's value, the state or what is given back, with a reason; If-Match guards against another's change.");
        quotas.MapGet("/{quota}/journal", ReadQuotaJournal.Handle).Needs(Scopes.DebitsRead).Produces<Page<JournalEntry>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Every change of a quota, newest or oldest first.");
    }
}
