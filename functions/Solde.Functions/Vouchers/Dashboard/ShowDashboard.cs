using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>
/// The company's dashboard (VOU-11). It reads the company with its last remittances and pick-ups, a few numbers of each open service and
/// of each change since the last visit, so many at most, and fifty services whole: no wallet, and nothing of services that are over.
/// </summary>
internal static class ShowDashboard
{
    private const int MaxOpen = 20_000;
    private const int MaxChanges = 5_000;
    private const int Newest = 50;

    public static async Task<Answer> Handle(
        string company, Command command, AggregateStore<Company> companies, CompanyServices services, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var found = await companies.ReadAsync(command.Organisation, company, command.CancellationToken);
        if (found.Head is not { } head)
            return CommonRefusals.NotFound;
        string[] last =
        [
            .. head.LastRemittances.Select(id => Company.RemittancePrefix + id),
            .. head.LastPickUps.Select(id => Company.PickUpPrefix + id),
        ];
        if (last.Length > 0)
            found = await companies.ReadAsync(command.Organisation, company, command.CancellationToken, last);

        var open = await services.OpenAsync(command.Organisation, company, command.CancellationToken)
            .Take(MaxOpen + 1).ToListAsync(command.CancellationToken);
        var toAsk = open.Take(MaxOpen).Where(service => service.ToAsk > 0).ToArray();
        var view = new DashboardView(
            moment.Now,
            [
                .. open.Take(MaxOpen).GroupBy(service => service.Status).OrderBy(group => group.Key)
                    .Select(group => Count(group.Key, group.Count(), command, group.Sum(service => service.Missing))),
            ],
            open.Count > MaxOpen,
            new ToAskView(
                toAsk.Length,
                toAsk.Sum(service => service.ToAsk),
                new Money(toAsk.Sum(service => service.ToAskMinor), moment.Profile.Currency)),
            [
                .. found.Remittances.Values.OrderByDescending(remittance => remittance.IsOpen)
                    .ThenByDescending(remittance => remittance.Id, StringComparer.Ordinal).Select(RemittanceView.Of),
            ],
            [
                .. found.PickUps.Values.OrderByDescending(pickUp => pickUp.IsOpen)
                    .ThenByDescending(pickUp => pickUp.Id, StringComparer.Ordinal).Select(PickUpView.Of),
            ],
            await ChangesAsync(company, head.LastVisit, command, services));
        return Answer.Ok(view, VouchersJson.Default.DashboardView);
    }

    private static async Task<ChangesView> ChangesAsync(string company, DateTimeOffset? since, Command command, CompanyServices services)
    {
        var changed = await services.ChangedAsync(command.Organisation, company, since, command.CancellationToken)
            .Take(MaxChanges + 1).ToListAsync(command.CancellationToken);
        var latest = new ServiceFilter(null, null, null, null, null, LatestChangeFirst: true);
        var newest = changed.Count == 0
            ? []
            : (await services.PageAsync(command.Organisation, company, latest, null, Newest, command.CancellationToken)).Items;
        return new ChangesView(
            since,
            [
                .. changed.Take(MaxChanges).GroupBy(status => status).OrderBy(group => group.Key)
                    .Select(group => Count(group.Key, group.Count(), command)),
            ],
            changed.Count > MaxChanges,
            [
                .. newest.Where(shown => since is null || shown.ChangedAt > since)
                    .Select(shown => CompanyServiceView.Of(shown, command.Language)),
            ]);
    }

    private static StatusCount Count(int code, int count, Command command, int? missing = null) =>
        new(StatusView.Of(ServiceStatus.OfCode(code), command.Language), count, missing);
}
