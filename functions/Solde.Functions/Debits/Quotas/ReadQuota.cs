using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadQuota
{
    public static async Task<Answer> Handle(string group, string quota, Command command, QuotaStore quotas) =>
        await quotas.FindAsync(command.Organisation, group, quota, command.CancellationToken) is { } found
            ? Answer.Ok(QuotaView.Of(found), DebitsJson.Default.QuotaView, found.ETag)
            : CommonRefusals.NotFound;
}
