using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>A group's charges of a month by the numbers of its quotas, filtered and paged (COM-09).</summary>
internal static class ListCharges
{
    /// <param name="month">The current one, in the organisation's time zone, unless given.</param>
    public static async Task<Answer> Handle(
        string group,
        string? month,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        ChargeStore charges,
        AggregateStore<DebitGroup> groups,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        DebitMonth.Check("month", month, errors, needed: false);
        errors.OneOf("state", state, ChargeStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (list.After is not null && !Ids.IsValid(list.After))
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();
        if (!(await groups.ReadAsync(command.Organisation, group, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;

        month ??= await CurrentAsync(command, organisations, clock);
        var found = charges.OfGroupAsync(command.Organisation, month, group, list.ReadAfter, null, command.CancellationToken)
            .Where(charge => state is null || charge.State == state);
        var page = await list.PageAsync(found.Select(ListedCharge.Of), charge => charge.Quota, command.CancellationToken);
        return Cursor.Answer(page, DebitsJson.Default.PageListedCharge);
    }

    internal static async Task<string> CurrentAsync(Command command, IOrganisationDirectory organisations, TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var today = profile.Calendar.Today(clock.GetUtcNow());
        return GroupTerms.MonthOf(today.Year, today.Month);
    }
}
