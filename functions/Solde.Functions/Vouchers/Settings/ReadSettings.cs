using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class ReadSettings
{
    public static async Task<Answer> Handle(Command command, AggregateStore<VoucherSettings> settings)
    {
        var current = (await settings.ReadAsync(command.Organisation, VoucherSettings.Id, command.CancellationToken)).Current;
        return Answer.Ok(current, VouchersJson.Default.SettingsVersion, current.ETag);
    }
}
