namespace Solde.Functions.Debits;

/// <param name="Number">Masked (COM-12).</param>
internal sealed record BankAccountView(
    string Id, string Scheme, string Kind, string Bank, string? Branch, string Number, string Holder, DateTimeOffset AddedAt)
{
    public static BankAccountView Of(MemberAccount account)
    {
        var shown = account.Masked();
        return new(shown.Id, shown.Scheme, shown.Kind, shown.Bank, shown.Branch, shown.Number, shown.Holder, shown.AddedAt);
    }
}
