using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadCharge
{
    public static async Task<Answer> Handle(string group, string quota, string month, Command command, ChargeStore charges) =>
        await charges.FindAsync(command.Organisation, month, group, quota, command.CancellationToken) is { } found
            ? Answer.Ok(ChargeView.Of(found, command.Language), DebitsJson.Default.ChargeView)
            : CommonRefusals.NotFound;
}
