using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>A company has paper remittances collected, on a day on which banks are open (COM-03).</summary>
internal static class PlanPickUp
{
    private const int MaxRemittances = 50;
    private const int MaxDaysAhead = 366;

    private static readonly Text BadDay = new(
        "must be from today to {0} days from now",
        "doit être d'aujourd'hui à {0} jours d'ici",
        "deve ser de hoje a {0} dias",
        "moet van vandaag tot {0} dagen verder zijn");

    /// <param name="Date">Where banks are closed on it, the next day on which they are open.</param>
    public sealed record Request(DateOnly? Date, IReadOnlyList<string>? Remittances);

    public static async Task<Answer> Handle(
        string company, Request request, Command command, AggregateStore<Company> companies, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = Check(request, moment);
        if (errors.Any)
            return errors.ToRefusal();
        var id = IdempotencyKey.NewId("pck");
        return await companies.ChangeAsync(company, command, current => Decide(current, id, request, moment));
    }

    internal static Decision<Company> Decide(Company company, string id, Request request, VoucherMoment moment)
    {
        if (!company.Exists)
            return CommonRefusals.NotFound;
        var taken = new List<Remittance>();
        foreach (var name in request.Remittances!.Distinct(StringComparer.Ordinal))
        {
            // One that has ended is not among the open ones: nobody collects it any more.
            if (company.Remittances.GetValueOrDefault(name) is not { State: RemittanceStates.Prepared, PickUp: null } remittance)
                return CompanyRefusals.NotForPickUp.With(name);
            taken.Add(remittance with { PickUp = id });
        }
        var pickUp = new PickUp(
            id,
            PickUpStates.Planned,
            request.Date!.Value,
            moment.Calendar.BankDay(request.Date.Value),
            [.. taken.Select(remittance => remittance.Id)],
            taken.Sum(remittance => remittance.Vouchers),
            taken.Select(remittance => remittance.Amount).Aggregate((sum, amount) => sum + amount),
            moment.Now);
        return new Decision<Company>.Changed(
            taken.Aggregate(company.With(pickUp), (after, remittance) => after.With(remittance)),
            new JournalNote("PickUpPlanned"),
            Answer.Created(
                PickUpView.Of(pickUp), VouchersJson.Default.PickUpView, $"/api/v1/vouchers/companies/{company.Id}/pick-ups/{id}"),
            []);
    }

    private static FieldErrors Check(Request request, VoucherMoment moment)
    {
        var errors = new FieldErrors();
        if (request.Date is null)
            errors.Add("date", ServiceFields.Needed);
        else if (request.Date < moment.Today || request.Date > moment.Today.AddDays(MaxDaysAhead))
            errors.Add("date", BadDay, MaxDaysAhead);
        errors.Items("remittances", request.Remittances, 1, MaxRemittances);
        foreach (var (index, id) in (request.Remittances ?? []).Index().Where(item => item.Item is not null))
            errors.Id($"remittances[{index}]", id);
        return errors;
    }
}
