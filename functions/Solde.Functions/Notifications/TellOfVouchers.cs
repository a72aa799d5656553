using System.Globalization;
using Solde.Functions.Organisations;
using Solde.Functions.Vouchers;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>
/// A change of a wallet asks something of its user or of a company (VOU-13): each is told of what still holds, once. What has
/// gone meanwhile, such as a service that was confirmed at once, is not written.
/// </summary>
internal static class TellOfVouchers
{
    public static async Task HandleAsync(PartiesAsked message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        var wallet = await context.Services.GetRequiredService<IVoucherContacts>()
            .FindWalletAsync(message.Organisation, message.Wallet, message.Occasions, context.CancellationToken);
        if (organisation?.Profile is not { } profile || wallet is null)
            return;
        foreach (var facts in wallet.StillSo)
        {
            await (facts switch
            {
                ServiceFacts service => TellOfServiceAsync(message, profile, wallet.User, service, context),
                LotFacts lot => TellAsync(
                    message, lot.Occasion, wallet.User, [profile.Name, wallet.User.Name, .. ArgumentsOf(lot)], context),
                _ => throw new InvalidOperationException($"No notice is made of {facts.GetType().Name}."),
            });
        }
    }

    private static async Task TellOfServiceAsync(
        PartiesAsked message, OrganisationProfile profile, VoucherContact user, ServiceFacts service, MessageContext context)
    {
        var company = await context.Services.GetRequiredService<IVoucherContacts>()
            .FindCompanyAsync(message.Organisation, service.Company, context.CancellationToken);
        var isToCompany = IsToCompany(service.Occasion);
        var reader = isToCompany ? company : user;
        if (reader is null)
            return;
        var other = isToCompany ? user.Name : company?.Name ?? service.Company;
        await TellAsync(message, service.Occasion, reader, [profile.Name, reader.Name, other, .. ArgumentsOf(service)], context);
    }

    private static Task TellAsync(
        PartiesAsked message, VoucherOccasion occasion, VoucherContact reader, string[] arguments, MessageContext context) =>
        Notify.OneAsync(
            message.Organisation,
            occasion.Kind,
            $"{message.Wallet}/{occasion.About}/{occasion.Round}",
            IsToCompany(occasion) ? Notify.Company : Notify.User,
            reader.Email,
            reader.Language,
            occasion.About,
            arguments,
            context,
            new VoucherCause(message.Wallet, occasion));

    private static bool IsToCompany(VoucherOccasion occasion) => NoticeKinds.OfCompanies.Contains(occasion.Kind);

    private static string[] ArgumentsOf(ServiceFacts service) =>
    [
        DayOf(service.PerformedOn),
        CountOf(service.Vouchers),
        service.Occasion.About,
        .. service.Occasion.Kind switch
        {
            NoticeKinds.ServiceToConfirm or NoticeKinds.ServiceToValidate => [DayOf(service.AnswerBy!.Value)],
            NoticeKinds.ServiceContested or NoticeKinds.ServiceCorrected => [service.Reason!],
            NoticeKinds.VouchersMissing or NoticeKinds.ServicePartlyAllocated => [CountOf(service.Allocated), CountOf(service.Missing)],
            _ => Array.Empty<string>(),
        },
    ];

    private static string[] ArgumentsOf(LotFacts lot) => [CountOf(lot.Count), DayOf(lot.ExpiresOn), lot.Occasion.About];

    private static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string CountOf(int count) => count.ToString(CultureInfo.InvariantCulture);
}
