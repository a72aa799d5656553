using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>Changes who the user is, his region and his delay, for services encoded from now on.</summary>
internal static class ChangeWallet
{
    public static async Task<Answer> Handle(
        string wallet, OpenWallet.Request request, Command command, AggregateStore<Wallet> wallets, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = OpenWallet.Check(request, moment);
        return errors.Any
            ? errors.ToRefusal()
            : await wallets.ChangeAsync(wallet, command, current => Decide(current, request, command.IfMatch, moment));
    }

    internal static Decision<Wallet> Decide(Wallet wallet, OpenWallet.Request request, string? ifMatch, VoucherMoment moment)
    {
        if (wallet.Head is not { } head)
            return CommonRefusals.NotFound;
        if (ifMatch is not null && ifMatch != head.ETag)
            return CommonRefusals.Stale;
        var changed = head with
        {
            User = new WalletUser(request.Name!, request.Email!, request.Language ?? head.User.Language),
            Region = request.Region,
            ConfirmationDays = request.ConfirmationDays,
        };
        if (changed == head)
            return new Decision<Wallet>.Unchanged(View(wallet, moment));
        var after = wallet with { Head = changed with { Version = head.Version + 1 } };
        return new Decision<Wallet>.Changed(
            after, new JournalNote("WalletChanged"), View(after, moment), [WalletNamed.Announce(moment.Organisation, wallet.Id)]);
    }

    private static Answer View(Wallet wallet, VoucherMoment moment) =>
        Answer.Ok(WalletView.Of(wallet, moment.Today), VouchersJson.Default.WalletView, wallet.Head!.ETag);
}
