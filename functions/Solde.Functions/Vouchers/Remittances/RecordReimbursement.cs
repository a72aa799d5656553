using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The issuer's word that he paid a remittance, whole; its wallets are told one by one after the answer (VOU-07).</summary>
internal static class RecordReimbursement
{
    private static readonly Text Future = new("is in the future", "est dans le futur", "está no futuro", "ligt in de toekomst");

    private static readonly Text BeforeAsked = new(
        "is before the remittance", "est avant la remise", "é anterior à remessa", "ligt vóór de afgifte");

    /// <param name="Amount">What the remittance comes to; another one is refused.</param>
    public sealed record Request(DateOnly? ReimbursedOn, Money? Amount);

    public static async Task<Answer> Handle(
        string company, string remittance, Request request, Command command, AggregateStore<Company> companies, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = Check(request, moment);
        return errors.Any
            ? errors.ToRefusal()
            : await companies.ChangeAsync(company, command, current => Decide(current, remittance, request, moment));
    }

    internal static Decision<Company> Decide(Company company, string id, Request request, VoucherMoment moment)
    {
        if (!company.Exists)
            return CommonRefusals.NotFound;
        if (company.NotYetRead(Company.RemittancePrefix + id) is { Count: > 0 } missing)
            return new Decision<Company>.NeedsRows(missing);
        if (!company.Remittances.TryGetValue(id, out var remittance))
            return CommonRefusals.NotFound;
        var (day, amount) = (request.ReimbursedOn!.Value, request.Amount!.Value);
        if (remittance.ReimbursedOn == day && remittance.Amount == amount)
            return new Decision<Company>.Unchanged(View(remittance));
        if (remittance.State is not (RemittanceStates.Asked or RemittanceStates.Prepared or RemittanceStates.HandedIn))
            return CompanyRefusals.RemittanceState.With(remittance.State);
        if (day < moment.Calendar.Today(remittance.MadeAt))
            return new Refusal(CommonRefusals.InvalidRequest, [], [new FieldError("reimbursedOn", BeforeAsked, [])]);
        if (amount != remittance.Amount)
            return CompanyRefusals.ReimbursementDiffers.With(remittance.Amount, amount);
        var paid = remittance.PaidOn(day, moment.Now);
        return new Decision<Company>.Changed(
            company.With(paid),
            new JournalNote("RemittanceReimbursed"),
            View(paid),
            paid.IsOpen ? [RemittanceReimbursed.Announce(moment.Organisation, company.Id, id)] : []);
    }

    private static Answer View(Remittance remittance) =>
        Answer.Ok(RemittanceView.Of(remittance), VouchersJson.Default.RemittanceView);

    private static FieldErrors Check(Request request, VoucherMoment moment)
    {
        var errors = new FieldErrors();
        if (request.ReimbursedOn is null)
            errors.Add("reimbursedOn", ServiceFields.Needed);
        errors.Day("reimbursedOn", request.ReimbursedOn);
        if (request.ReimbursedOn > moment.Today)
            errors.Add("reimbursedOn", Future);
        if (request.Amount is { } amount)
            errors.Amount("amount", amount, moment.Profile.Currency);
        else
            errors.Add("amount", ServiceFields.Needed);
        return errors;
    }
}
