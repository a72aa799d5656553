using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

internal static class VoucherPostings
{
    /// <summary>Value goes from where vouchers were to where they are now; nothing where none moved.</summary>
    public static IReadOnlyList<Posting> Move(string from, string to, Money value) =>
        value.IsZero ? [] : Postings.Balanced([new Posting(to, value), new Posting(from, -value)]);
}
