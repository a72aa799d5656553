using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadMandate
{
    public static async Task<Answer> Handle(string group, string quota, string mandate, Command command, QuotaStore quotas)
    {
        var found = await quotas.FindAsync(command.Organisation, group, quota, command.CancellationToken);
        return found?.Mandate(mandate) is { } known
            ? Answer.Ok(known, DebitsJson.Default.Mandate, found.ETag)
            : CommonRefusals.NotFound;
    }
}
