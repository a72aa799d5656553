using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>Adds one of the member's bank accounts to his quota, from which it may be debited (DEB-05).</summary>
internal static class AddBankAccount
{
    private const int MaxAccounts = 20;
    private const int MaxTaxId = 20;

    /// <param name="Kind"><c>current</c> or <c>savings</c>.</param>
    /// <param name="Bank">Its number; in SEPA its BIC.</param>
    /// <param name="Branch">Agency or transit; none in SEPA.</param>
    /// <param name="Number">With its check digit; in SEPA the IBAN.</param>
    /// <param name="Holder">The member unless given.</param>
    public sealed record Request(
        string? Kind, string? Bank, string? Number, string? Branch = null, string? Holder = null, string? TaxId = null);

    public static async Task<Answer> Handle(
        string group,
        string quota,
        Request request,
        Command command,
        QuotaStore quotas,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        if (MandateSchemes.OfCurrency(profile.Currency) is not { } scheme)
            return DebitRefusals.NoScheme.With(profile.Currency);
        var (bank, number) = (Plain(request.Bank), Plain(request.Number));
        var errors = new FieldErrors();
        errors.OneOf("kind", request.Kind, AccountKinds.All);
        errors.Text("holder", request.Holder, FieldErrors.NameLength, needed: false);
        errors.Text("taxId", request.TaxId, MaxTaxId, needed: false);
        AccountNumbers.Check(scheme.Name, bank, request.Branch, number, errors);
        if (errors.Any)
            return errors.ToRefusal();

        var id = IdempotencyKey.NewId("bac");
        var now = clock.GetUtcNow();
        return await quotas.ChangeAsync(group, quota, command, current => Decide(current, new MemberAccount(
            id,
            scheme.Name,
            request.Kind!,
            bank,
            request.Branch,
            number,
            request.Holder ?? current.Member.Name,
            request.TaxId ?? current.Member.TaxId,
            now)));
    }

    internal static Decision<Quota> Decide(Quota quota, MemberAccount account)
    {
        if (quota.State == QuotaStates.Ended)
            return DebitRefusals.QuotaEnded;
        if (quota.BankAccounts.Any(known => (known.Bank, known.Branch, known.Number) == (account.Bank, account.Branch, account.Number)))
            return DebitRefusals.BankAccountExists;
        if (quota.BankAccounts.Count >= MaxAccounts)
            return DebitRefusals.QuotaFull.With(MaxAccounts);
        return new Decision<Quota>.Changed(
            quota with { BankAccounts = [.. quota.BankAccounts, account] },
            new JournalNote("BankAccountAdded"),
            Answer.Created(
                BankAccountView.Of(account),
                DebitsJson.Default.BankAccountView,
                $"/api/v1/debits/groups/{quota.Group}/quotas/{quota.Id}/bank-accounts",
                quota.NextETag),
            []);
    }

    /// <summary>People write both in groups, and in small letters.</summary>
    private static string Plain(string? text) => (text ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
