using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

internal static class WalletEndpoints
{
    public static void Map(RouteGroupBuilder wallets)
    {
        wallets.MapGet("/", ListWallets.Handle).Needs(Scopes.VouchersRead).Produces<Page<ListWallets.Item>>()
            .WithSummary("Wallets by their users' names.");
        wallets.MapPost("/search", SearchWallets.Handle).Needs(Scopes.VouchersRead).Produces<Page<ListWallets.Item>>()
            .WithSummary("Wallets whose user's name or e-mail holds a text; it travels in the body, since addresses are logged.");
        wallets.MapPost("/", OpenWallet.Handle).Needs(Scopes.VouchersWrite).Produces<WalletView>(StatusCodes.Status201Created)
            .WithSummary("Open a user's wallet.");
        wallets.MapGet("/{wallet}", ReadWallet.Handle).Needs(Scopes.VouchersRead).Produces<WalletView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A wallet: vouchers available, services in validation, services that lack vouchers.");
        wallets.MapPut("/{wallet}", ChangeWallet.Handle).Needs(Scopes.VouchersWrite).Produces<WalletView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale)
            .WithSummary("Change the user, his region or his delay; If-Match guards against another's change.");
        wallets.MapPost("/{wallet}/absences", AnnounceAbsence.Handle).Needs(Scopes.VouchersWrite)
            .Produces<Absence>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, VoucherRefusals.TooManyAbsences)
            .WithSummary("Announce when the user is away: services wait longer for him.");
        wallets.MapDelete("/{wallet}/absences/{absence}", RemoveAbsence.Handle).Needs(Scopes.VouchersWrite)
            .Produces(StatusCodes.Status204NoContent).Refuses(CommonRefusals.NotFound)
            .WithSummary("Take an absence back, for services encoded from now on.");
        wallets.MapGet("/{wallet}/journal", ReadWalletJournal.Handle).Needs(Scopes.VouchersRead).Produces<Page<JournalEntry>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Every change of a wallet, newest or oldest first.");
        wallets.MapGet("/{wallet}/check", CheckWallet.Handle).Needs(Scopes.VouchersRead).Produces<CheckWallet.View>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Busy)
            .WithSummary("Recompute the wallet from its documents and its journal.");
    }
}
