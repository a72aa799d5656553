using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>Opens a user's wallet.</summary>
internal static class OpenWallet
{
    public const int MinConfirmationDays = 1;
    public const int MaxConfirmationDays = 5;

    private static readonly Text BadDays = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot {1} zijn");

    /// <param name="Region">One of the settings' regions; the built-in rules unless given.</param>
    /// <param name="ConfirmationDays">The user's own delay, 1 to 5; the region's unless given, which it cannot exceed.</param>
    public sealed record Request(
        string? Name, string? Email, string? Language = null, string? Region = null, int? ConfirmationDays = null);

    public static async Task<Answer> Handle(Request request, Command command, AggregateStore<Wallet> wallets, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = Check(request, moment);
        if (errors.Any)
            return errors.ToRefusal();
        var id = IdempotencyKey.DerivedId("wal", command);
        return await wallets.ChangeAsync(id, command, wallet => Decide(wallet, request, moment));
    }

    internal static FieldErrors Check(Request request, VoucherMoment moment)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Email("email", request.Email);
        errors.OneOf("language", request.Language, Language.All, needed: false);
        errors.OneOf("region", request.Region, [.. moment.Settings.Regions.Keys.Order(StringComparer.Ordinal)], needed: false);
        if (request.ConfirmationDays is < MinConfirmationDays or > MaxConfirmationDays)
            errors.Add("confirmationDays", BadDays, MinConfirmationDays, MaxConfirmationDays);
        return errors;
    }

    internal static Decision<Wallet> Decide(Wallet wallet, Request request, VoucherMoment moment)
    {
        // Only the same request makes the same id: its first answer is found by its key.
        if (wallet.Exists)
            return CommonRefusals.IdempotencyKeyReused;
        var user = new WalletUser(request.Name!, request.Email!, request.Language ?? moment.Profile.Language);
        var opened = wallet with
        {
            Head = new WalletHead(
                user,
                moment.Profile.Currency,
                request.Region,
                request.ConfirmationDays,
                [],
                VoucherCounts.None,
                1,
                moment.Now),
        };
        return new Decision<Wallet>.Changed(
            opened,
            new JournalNote("WalletOpened"),
            Answer.Created(
                WalletView.Of(opened, moment.Today),
                VouchersJson.Default.WalletView,
                $"/api/v1/vouchers/wallets/{wallet.Id}",
                opened.Head.ETag),
            [WalletNamed.Announce(moment.Organisation, wallet.Id)]);
    }
}
