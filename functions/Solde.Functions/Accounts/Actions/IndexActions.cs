using Solde.Platform.Hosting;

namespace Solde.Functions.Accounts;

/// <summary>Makes an account's rows of what failed again from what it is now, so messages may come twice or out of order.</summary>
internal static class IndexActions
{
    public static Task HandleAsync(ActionsChanged message, MessageContext context) =>
        context.Services.GetRequiredService<ActionIndex>().PutAsync(message.Organisation, message.Account, context.CancellationToken);
}
