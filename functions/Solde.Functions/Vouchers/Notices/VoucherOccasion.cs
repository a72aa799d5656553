using Solde.Functions.Organisations;

namespace Solde.Functions.Vouchers;

/// <summary>A reason to write to the user or the company (VOU-13). It holds, or does not, of a wallet as it stands.</summary>
/// <param name="Kind">See <see cref="NoticeKinds"/>; it says, too, which of the two is told.</param>
/// <param name="About">The service or the order.</param>
/// <param name="Round">Tells one time from the next: rounds or parts of the service so far; 0 for what is asked only once.</param>
internal sealed record VoucherOccasion(string Kind, string About, int Round)
{
    /// <summary>What a change brought, whichever rule made it: what holds after it and did not before.</summary>
    public static IReadOnlyList<VoucherOccasion> BroughtBy(Wallet before, Wallet after) =>
    [
        .. after.Services.Values.SelectMany(service => Of(service).Except(
            before.Services.GetValueOrDefault(service.Id) is { } was ? Of(was) : [])),
        .. after.Lots.Values.SelectMany(lot => Of(lot).Except(before.Lots.GetValueOrDefault(lot.Id) is { } was ? Of(was) : [])),
    ];

    public static IEnumerable<VoucherOccasion> Of(Service service)
    {
        if (service.IsInValidation && AskedOfUser(service) is { } ofUser)
            yield return ofUser;
        if (service.IsInValidation && AskedOfCompany(service) is { } ofCompany)
            yield return ofCompany;
        if (!service.IsWaiting)
            yield break;
        yield return new(NoticeKinds.VouchersMissing, service.Id, service.Parts.Count);
        if (service.Parts is [.., { AskedIn: null }])
            yield return new(NoticeKinds.ServicePartlyAllocated, service.Id, service.Parts.Count);
    }

    public static IEnumerable<VoucherOccasion> Of(Lot lot)
    {
        if (lot.Expired is not null)
            yield return new(NoticeKinds.VouchersExpired, lot.Id, 0);
        else if (lot.ToldAt is not null && lot.IsOpen)
            yield return new(NoticeKinds.VouchersExpiring, lot.Id, 0);
    }

    private static VoucherOccasion? AskedOfUser(Service service) => service switch
    {
        { User.IsPending: false } => null,
        // Where the delays follow one another, his turn has not come before he has one.
        { SilenceCounts: true, User.By: null } => null,
        { SilenceCounts: true } => new(NoticeKinds.ServiceToConfirm, service.Id, 0),
        _ when service.Rounds[^1].Act == RoundActs.Corrected => new(NoticeKinds.ServiceCorrected, service.Id, service.Rounds.Count),
        _ => new(NoticeKinds.ServiceStoodBy, service.Id, service.Rounds.Count),
    };

    /// <summary>Of a service that it encoded itself it knows.</summary>
    private static VoucherOccasion? AskedOfCompany(Service service) => service switch
    {
        { CompanySide.IsPending: false } => null,
        { User.State: SideStates.Contested } => new(NoticeKinds.ServiceContested, service.Id, service.Rounds.Count),
        { EncodedBy: Encoders.Worker } => new(NoticeKinds.ServiceToValidate, service.Id, 0),
        _ => null,
    };
}
