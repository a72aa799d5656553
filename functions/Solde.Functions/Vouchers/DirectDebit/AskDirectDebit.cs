using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>A company asks to have its invoices debited, which starts a mandate (VOU-12).</summary>
internal static class AskDirectDebit
{
    private const int HolderLength = 70;

    private static readonly Text BadIban = new(
        "is no account number (IBAN)",
        "n'est pas un numéro de compte (IBAN)",
        "não é um número de conta (IBAN)",
        "is geen rekeningnummer (IBAN)");

    /// <param name="Holder">In whose name the account is.</param>
    public sealed record Request(string? Iban, string? Holder);

    public static async Task<Answer> Handle(
        string company, Request request, Command command, AggregateStore<Company> companies, MandateAccounts accounts, TimeProvider clock)
    {
        var iban = Iban.Read(request.Iban);
        var errors = new FieldErrors();
        if (iban is null)
            errors.Add("iban", BadIban);
        errors.Text("holder", request.Holder, HolderLength);
        if (errors.Any)
            return errors.ToRefusal();

        if (await companies.EarlierAnswerAsync(company, command) is { } earlier)
            return earlier;
        // The same for a repeated request, which so finds the row that it wrote.
        var id = IdempotencyKey.DerivedId("mdt", command);
        var mandate = new Mandate(
            id, Mandate.ReferenceOf(id), MandateStates.Asked, request.Holder!, Iban.Mask(iban!), clock.GetUtcNow());
        var known = await companies.ReadAsync(command.Organisation, company, command.CancellationToken);
        if (Refuse(known, id) is { } refusal)
            return refusal;
        // Nothing would take its account number away again.
        if (await companies.IsErasedAsync(command.Organisation, company, command.CancellationToken))
            return CommonRefusals.Erased;
        // Before the mandate: one that is asked for has its account, though the process dies between the two.
        if (!await accounts.TryAddAsync(command.Organisation, company, id, iban!, command.CancellationToken))
            return CommonRefusals.IdempotencyKeyReused;
        var answer = await companies.ChangeAsync(company, command, current => Decide(current, mandate));
        if (answer.Refusal is not null)
            await accounts.RemoveAsync(command.Organisation, company, id, command.CancellationToken);
        return answer;
    }

    internal static Decision<Company> Decide(Company company, Mandate mandate)
    {
        if (Refuse(company, mandate.Id) is { } refusal)
            return refusal;
        return new Decision<Company>.Changed(
            company.With(mandate),
            new JournalNote("DirectDebitAsked"),
            Answer.Created(
                MandateView.Of(mandate), VouchersJson.Default.MandateView, $"/api/v1/vouchers/companies/{company.Id}/direct-debit"),
            []);
    }

    private static Refusal? Refuse(Company company, string id)
    {
        if (!company.Exists)
            return CommonRefusals.NotFound;
        return company.LiveMandate is { } live && live.Id != id ? CompanyRefusals.DirectDebitExists.With(live.Reference) : null;
    }
}
