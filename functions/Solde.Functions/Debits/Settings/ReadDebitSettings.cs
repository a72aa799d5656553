using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadDebitSettings
{
    public static async Task<Answer> Handle(Command command, AggregateStore<DebitSettings> settings)
    {
        var current = (await settings.ReadAsync(command.Organisation, DebitSettings.Id, command.CancellationToken)).Current;
        return Answer.Ok(current, DebitsJson.Default.DebitTerms, current.ETag);
    }
}
