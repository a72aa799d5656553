using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

/// <summary>Every change of a provider's insurance, newest or oldest first (COM-04).</summary>
internal static class ReadInsuranceJournal
{
    public static async Task<Answer> Handle(
        string account,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        JournalReader journal,
        AggregateStore<ProviderInsurance> insurance)
    {
        var found = await insurance.ReadAsync(command.Organisation, account, command.CancellationToken);
        return found.Exists
            ? await JournalPage.ReadAsync<ProviderInsurance>(
                account, order, cursor, limit, command, journal, InsuranceJson.Default.PageJournalEntry)
            : CommonRefusals.NotFound;
    }
}
