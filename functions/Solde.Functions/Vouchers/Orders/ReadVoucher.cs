using System.Globalization;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>One voucher by its number, with the service that it pays.</summary>
internal static class ReadVoucher
{
    public static async Task<Answer> Handle(string wallet, string number, Command command, WalletDocuments documents, VoucherTerms terms)
    {
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
            return CommonRefusals.NotFound;
        if (await documents.LotOfNumberAsync(command.Organisation, wallet, wanted, command.CancellationToken) is not { } lot)
            return CommonRefusals.NotFound;
        var services = await documents.SettledServicesAsync(
            command.Organisation, wallet, lot.TakersOf(wanted, wanted), command.CancellationToken);
        var today = (await terms.NowAsync(command)).Today;
        return Answer.Ok(VoucherView.Of(lot, wanted, services, today), VouchersJson.Default.VoucherView);
    }
}
