using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The holder signed: from then on the account may be debited.</summary>
internal static class SignDirectDebit
{
    private static readonly Text BadDay = new(
        "must be from the day it was asked for to today",
        "doit être entre le jour de la demande et aujourd'hui",
        "deve ser entre o dia do pedido e hoje",
        "moet tussen de dag van de aanvraag en vandaag liggen");

    public sealed record Request(DateOnly? SignedOn);

    public static async Task<Answer> Handle(
        string company, Request request, Command command, AggregateStore<Company> companies, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = new FieldErrors();
        if (request.SignedOn is null)
            errors.Add("signedOn", ServiceFields.Needed);
        errors.Day("signedOn", request.SignedOn);
        return errors.Any
            ? errors.ToRefusal()
            : await companies.ChangeAsync(company, command, current => Decide(current, request.SignedOn!.Value, moment));
    }

    internal static Decision<Company> Decide(Company company, DateOnly signedOn, VoucherMoment moment)
    {
        if (company.LiveMandate is not { } mandate)
            return CommonRefusals.NotFound;
        if (mandate.SignedOn == signedOn)
            return new Decision<Company>.Unchanged(View(mandate));
        if (mandate.SignedOn is { } before)
            return CompanyRefusals.DirectDebitSigned.With(before.ToString("yyyy-MM-dd"));
        if (signedOn < moment.Calendar.Today(mandate.AskedAt) || signedOn > moment.Today)
            return new Refusal(CommonRefusals.InvalidRequest, [], [new FieldError("signedOn", BadDay, [])]);
        var signed = mandate with { State = MandateStates.Signed, SignedOn = signedOn };
        return new Decision<Company>.Changed(company.With(signed), new JournalNote("DirectDebitSigned"), View(signed), []);
    }

    private static Answer View(Mandate mandate) => Answer.Ok(MandateView.Of(mandate), VouchersJson.Default.MandateView);
}
