using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The user orders vouchers: services that wait for some get them in the same step (VOU-06).</summary>
internal static class OrderVouchers
{
    public const int MaxCount = 1_000;
    public const int MaxOpenLots = 400;

    /// <summary>Far above what any voucher is worth: more is a typing error.</summary>
    private const long MaxValueMinor = 10_000_000;

    private static readonly Text BadCount = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot {1} zijn");

    private static readonly Text TooMuch = new("is larger than {0}", "dépasse {0}", "ultrapassa {0}", "is groter dan {0}");

    private static readonly Text Past = new("is in the past", "est dans le passé", "está no passado", "ligt in het verleden");

    /// <param name="Value">Of one voucher; that of the settings unless given.</param>
    /// <param name="ExpiresOn">The last day that counts; as long as the settings say unless given.</param>
    public sealed record Request(int? Count, Money? Value = null, DateOnly? ExpiresOn = null);

    public static async Task<Answer> Handle(
        string wallet, Request request, Command command, AggregateStore<Wallet> wallets, VoucherNumbers numbers, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = Check(request, moment);
        if (errors.Any)
            return errors.ToRefusal();
        // Before numbers are taken for it: a repeated order needs none.
        if (await wallets.EarlierAnswerAsync(wallet, command) is { } earlier)
            return earlier;
        if ((request.Value ?? moment.Settings.Value) is not { } value)
            return VoucherRefusals.NoValue;

        var first = await numbers.ReserveAsync(command.Organisation, request.Count!.Value, command.CancellationToken);
        var lot = new Lot(
            Lot.IdOf(first),
            first,
            request.Count.Value,
            value,
            request.ExpiresOn ?? moment.Today.AddMonths(moment.Settings.ValidityMonths),
            moment.Now,
            Lot.NoneTaken);
        return await wallets.ChangeAsync(wallet, command, current => Decide(current, lot, moment));
    }

    internal static Decision<Wallet> Decide(Wallet wallet, Lot lot, VoucherMoment moment)
    {
        if (!wallet.Exists)
            return CommonRefusals.NotFound;
        if (wallet.Lots.Values.Count(open => open.IsOpen) >= MaxOpenLots)
            return VoucherRefusals.WalletFull.With(MaxOpenLots);
        var note = new JournalNote("VouchersOrdered")
        {
            Postings = VoucherPostings.Move(LedgerAccounts.VouchersIssued, LedgerAccounts.VouchersAvailable, lot.ValueOf(lot.Count)),
        };
        return AllocateVouchers.End(wallet.With(lot).Counted(ordered: lot.Count), note, moment, after => Answer.Created(
            OrderView.Of(after.Lots[lot.Id], moment.Today),
            VouchersJson.Default.OrderView,
            $"/api/v1/vouchers/wallets/{wallet.Id}/orders/{lot.Id}"));
    }

    private static FieldErrors Check(Request request, VoucherMoment moment)
    {
        var errors = new FieldErrors();
        if (request.Count is not (>= 1 and <= MaxCount))
            errors.Add("count", BadCount, 1, MaxCount);
        if (request.Value is { } value)
        {
            errors.Amount("value", value, moment.Profile.Currency);
            if (value.Minor > MaxValueMinor && value.Currency == moment.Profile.Currency)
                errors.Add("value", TooMuch, new Money(MaxValueMinor, value.Currency));
        }
        errors.Day("expiresOn", request.ExpiresOn);
        if (request.ExpiresOn < moment.Today)
            errors.Add("expiresOn", Past);
        return errors;
    }
}
