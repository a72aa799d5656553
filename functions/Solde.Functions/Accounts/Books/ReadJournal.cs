using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>Every change of an account, newest or oldest first (COM-04).</summary>
internal static class ReadJournal
{
    public static async Task<Answer> Handle(
        string account, string? order, string? cursor, int? limit, Command command, JournalReader journal, AggregateStore<Account> accounts)
    {
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken);
        return found.Exists
            ? await JournalPage.ReadAsync<Account>(account, order, cursor, limit, command, journal, AccountsJson.Default.PageJournalEntry)
            : CommonRefusals.NotFound;
    }
}
