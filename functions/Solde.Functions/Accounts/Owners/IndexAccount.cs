using Solde.Platform.Hosting;

namespace Solde.Functions.Accounts;

/// <summary>Makes an account's index rows again from what it is now, so messages may come twice or out of order.</summary>
internal static class IndexAccount
{
    public static Task HandleAsync(AccountChanged message, MessageContext context) =>
        context.Services.GetRequiredService<AccountIndex>().PutAsync(message.Organisation, message.Account, context.CancellationToken);
}
