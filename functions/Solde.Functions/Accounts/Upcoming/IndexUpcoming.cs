using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;

namespace Solde.Functions.Accounts;

/// <summary>Makes the rows of what is to come again from what the account is now, so messages may come twice or out of order.</summary>
internal static class IndexUpcoming
{
    public static async Task HandleAsync(UpcomingChanged message, MessageContext context)
    {
        var account = await context.Services.GetRequiredService<AggregateStore<Account>>()
            .ReadAsync(message.Organisation, message.Account, context.CancellationToken);
        await context.Services.GetRequiredService<DueDays>().PutNextAsync(message.Organisation, account, context.CancellationToken);
        foreach (var document in message.Documents)
        {
            await context.Services.GetRequiredService<UpcomingIndex>()
                .PutAsync(message.Organisation, message.Account, document, context.CancellationToken);
        }
    }
}
