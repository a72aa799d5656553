using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>A wallet's vouchers one by one, by number, all or those in one state (VOU-01, COM-09).</summary>
internal static class ListVouchers
{
    /// <summary>A page looks at so many vouchers, then hands over a cursor: no call runs on without end.</summary>
    private const int MaxLooked = 2_000;

    public static async Task<Answer> Handle(
        string wallet,
        string? state,
        string? cursor,
        int? limit,
        Command command,
        WalletDocuments documents,
        AggregateStore<Wallet> wallets,
        VoucherTerms terms)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, VoucherStates.All, needed: false);
        var (text, size) = Cursor.Read(cursor, limit, errors);
        var after = 0L;
        if (text is not null && !(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after) && after > 0))
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();
        if (!(await wallets.ReadAsync(command.Organisation, wallet, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;

        var today = (await terms.NowAsync(command)).Today;
        var views = new List<VoucherView>();
        var looked = 0;
        var before = Lot.IdOf(Math.Max(0, after - OrderVouchers.MaxCount));
        await foreach (var lot in documents.LotsAsync(command.Organisation, wallet, before, command.CancellationToken))
        {
            var (first, last) = RangeOf(lot, state);
            for (var from = Math.Max(first, after + 1); from <= last; from += size)
            {
                var to = Math.Min(last, from + size - 1);
                var services = await documents.SettledServicesAsync(
                    command.Organisation, wallet, lot.TakersOf(from, to), command.CancellationToken);
                for (var number = from; number <= to; number++)
                {
                    if (views.Count == size || looked++ == MaxLooked)
                        return Page(views, number - 1);
                    var view = VoucherView.Of(lot, number, services, today);
                    if (state is null || view.State == state)
                        views.Add(view);
                }
            }
        }
        return Page(views, null);
    }

    /// <summary>Vouchers are taken from the front, so those that nobody took lie at the back.</summary>
    private static (long First, long Last) RangeOf(Lot lot, string? state) => state switch
    {
        null => (lot.First, lot.Last),
        VoucherStates.Available or VoucherStates.Expired => (lot.First + lot.Allocated, lot.Last),
        _ => (lot.First, lot.First + lot.Allocated - 1),
    };

    private static Answer Page(IReadOnlyList<VoucherView> views, long? last) => Cursor.Answer(
        new Page<VoucherView>(views, last is { } number ? Cursor.After(number.ToString(CultureInfo.InvariantCulture)) : null),
        VouchersJson.Default.PageVoucherView);
}
