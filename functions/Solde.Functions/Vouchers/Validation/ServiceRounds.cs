namespace Solde.Functions.Vouchers;

/// <summary>What each act makes of a service; whether it may be done is for the operation to say. Pure.</summary>
internal static class ServiceRounds
{
    public static Service Confirmed(Service service, DateTimeOffset at, bool bySilence = false) => With(
        service with { User = service.User.Done(at, bySilence) },
        new Round(RoundActs.Confirmed, Parties.User, at, BySilence: bySilence));

    /// <summary>A contested service that the company stands by is the user's again (VOU-04).</summary>
    public static Service Validated(Service service, WalletHead head, VoucherMoment moment, DateTimeOffset at, bool bySilence = false)
    {
        var user = service.User.State == SideStates.Contested ? service.User.Again() : service.User;
        if (user is { IsPending: true, By: null } && service.SilenceCounts)
        {
            var rules = moment.Settings.RulesOf(head.Region);
            user = user with { By = Deadlines.OfUser(rules, head, service.EncodedBy, moment.Calendar, at) };
        }
        return With(
            service with { User = user, CompanySide = service.CompanySide.Done(at, bySilence) },
            new Round(RoundActs.Validated, Parties.Company, at, BySilence: bySilence));
    }

    public static Service Contested(Service service, DateTimeOffset at, string reason) => With(
        service with
        {
            User = new Side(SideStates.Contested, By: null, at),
            CompanySide = new Side(SideStates.Pending, By: null),
            SilenceCounts = false,
        },
        new Round(RoundActs.Contested, Parties.User, at, reason));

    /// <summary>Who corrects stands by what he says: only the user must say yes again (VOU-04).</summary>
    public static Service Corrected(Service service, int vouchers, DateOnly performedOn, DateTimeOffset at, string reason) => With(
        service with
        {
            Vouchers = vouchers,
            PerformedOn = performedOn,
            User = new Side(SideStates.Pending, By: null),
            CompanySide = new Side(SideStates.Done, By: null, at),
            SilenceCounts = false,
        },
        new Round(RoundActs.Corrected, Parties.Company, at, reason, Vouchers: vouchers, PerformedOn: performedOn));

    public static Service Withdrawn(Service service, DateTimeOffset at, string reason) => With(
        service with { WithdrawnAt = at }, new Round(RoundActs.Withdrawn, Parties.Company, at, reason));

    private static Service With(Service service, Round round) => service with { Rounds = [.. service.Rounds, round] };
}
