using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The carrier came, and has its remittances; or it is called off, and they wait for another one.</summary>
internal static class EndPickUp
{
    private static readonly Text Future = new("is in the future", "est dans le futur", "está no futuro", "ligt in de toekomst");

    /// <param name="On">The day on which the carrier came; today unless given.</param>
    public sealed record DoneRequest(DateOnly? On = null);

    public static async Task<Answer> HandleDone(
        string company, string pickUp, DoneRequest request, Command command, AggregateStore<Company> companies, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = new FieldErrors();
        errors.Day("on", request.On);
        if (request.On > moment.Today)
            errors.Add("on", Future);
        return errors.Any
            ? errors.ToRefusal()
            : await companies.ChangeAsync(company, command, current => Done(current, pickUp, request.On ?? moment.Today, moment.Now));
    }

    public static async Task<Answer> HandleCancelled(
        string company, string pickUp, Command command, AggregateStore<Company> companies, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return await companies.ChangeAsync(company, command, current => Cancelled(current, pickUp, now));
    }

    internal static Decision<Company> Done(Company company, string id, DateOnly day, DateTimeOffset now) => End(
        company,
        id,
        pickUp => pickUp with { State = PickUpStates.Done, DoneOn = day, EndedAt = now },
        remittance => remittance with { State = RemittanceStates.HandedIn },
        "PickUpDone");

    internal static Decision<Company> Cancelled(Company company, string id, DateTimeOffset now) => End(
        company,
        id,
        pickUp => pickUp with { State = PickUpStates.Cancelled, EndedAt = now },
        remittance => remittance with { PickUp = null },
        "PickUpCancelled");

    private static Decision<Company> End(
        Company company, string id, Func<PickUp, PickUp> end, Func<Remittance, Remittance> endRemittance, string action)
    {
        if (!company.Exists)
            return CommonRefusals.NotFound;
        if (company.NotYetRead(Company.PickUpPrefix + id) is { Count: > 0 } missing)
            return new Decision<Company>.NeedsRows(missing);
        if (!company.PickUps.TryGetValue(id, out var pickUp))
            return CommonRefusals.NotFound;
        var ended = end(pickUp);
        if (!pickUp.IsOpen)
        {
            return pickUp.State == ended.State
                ? new Decision<Company>.Unchanged(View(pickUp))
                : CompanyRefusals.PickUpEnded.With(pickUp.State);
        }
        // One that was reimbursed meanwhile is not here any more, and stays as it is.
        var after = pickUp.Remittances
            .Where(remittance => company.Remittances.GetValueOrDefault(remittance) is { State: RemittanceStates.Prepared })
            .Aggregate(company.With(ended), (known, remittance) => known.With(endRemittance(known.Remittances[remittance])));
        return new Decision<Company>.Changed(after, new JournalNote(action), View(ended), []);
    }

    private static Answer View(PickUp pickUp) => Answer.Ok(PickUpView.Of(pickUp), VouchersJson.Default.PickUpView);
}
