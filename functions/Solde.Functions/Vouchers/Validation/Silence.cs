namespace Solde.Functions.Vouchers;

/// <summary>Whose delay ended without a word: that counts as a yes (VOU-02). Pure.</summary>
internal static class Silence
{
    /// <summary>The first instant at which a silence will count; null where none does.</summary>
    public static DateTimeOffset? NextIn(Wallet wallet) => wallet.Services.Values.Select(NextIn).Min();

    public static DateTimeOffset? NextIn(Service service)
    {
        if (!service.IsInValidation || !service.SilenceCounts)
            return null;
        var user = service.User.IsPending ? service.User.By : null;
        var company = service.CompanySide.IsPending ? service.CompanySide.By : null;
        return user is null || company < user ? company ?? user : user;
    }

    /// <summary>The service as it stands now, whether or not the timer came by: the same object where no delay has ended.</summary>
    public static Service Heard(Service service, WalletHead head, VoucherMoment moment)
    {
        while (NextIn(service) <= moment.Now)
        {
            // The company first: where the delays follow one another, the user's begins when its own ended.
            service = service.CompanySide is { IsPending: true, By: { } companyBy } && companyBy <= moment.Now
                ? ServiceRounds.Validated(service, head, moment, companyBy, bySilence: true)
                : ServiceRounds.Confirmed(service, service.User.By!.Value, bySilence: true);
        }
        return service;
    }
}
