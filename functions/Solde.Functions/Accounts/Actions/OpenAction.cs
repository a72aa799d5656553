using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>Of two clerks at one entry the first wins; the other finds it closed or dismissed, and is told so.</summary>
internal static class OpenAction
{
    public static (PaymentAction? Action, Decision<Account>? Unready) Find(Account account, string id)
    {
        if (!account.Exists || PaymentAction.RowOf(id) is not { } row)
            return (null, CommonRefusals.NotFound);
        if (account.NotYetRead(row) is { Count: > 0 } unread)
            return (null, new Decision<Account>.NeedsRows(unread));
        return PaymentAction.Find(account, id) switch
        {
            null => (null, CommonRefusals.NotFound),
            { State: ActionStates.Open } action => (action, null),
            { } action => (null, ActionRefusals.NotOpen.With(action.State)),
        };
    }
}

internal static class ActionRefusals
{
    public static readonly RefusalKind NotOpen = new("action_not_open", StatusCodes.Status409Conflict, new Text(
        "This entry is {0}: someone was faster, or it settled by itself. Look at the list again.",
        "Cette entrée est {0} : quelqu'un a été plus rapide, ou elle s'est réglée d'elle-même. Regardez la liste à nouveau.",
        "Esta entrada está {0}: alguém foi mais rápido, ou resolveu-se por si. Veja a lista de novo.",
        "Deze post is {0}: iemand was sneller, of ze is vanzelf geregeld. Bekijk de lijst opnieuw."));
}
