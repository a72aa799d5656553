using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>A payment failed: administrators are told with the decline code and what it means; of an instalment, its payer too.</summary>
internal static class TellOfFailedPayment
{
    public static async Task HandleAsync(PaymentFailed message, MessageContext context)
    {
        var payment = await context.Services.GetRequiredService<IAccountContacts>()
            .FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (payment?.DeclineCodeOf(message.Attempt) is not { } code)
            return;

        var meanings = context.Services.GetRequiredService<IFailureMeanings>();
        await Notify.AdministratorsAsync(
            message.Organisation,
            KindOf(payment),
            $"{message.Payment}/{message.Attempt}",
            message.Payment,
            language => [payment.Amount.ToString(), message.Account, message.Payment, code, meanings.Of(code, language)],
            context);
        if (payment.IsPlanned)
            await TellOfPlannedAsync(message, payment, code, context);
    }

    private static string KindOf(PaymentFacts payment) => payment switch
    {
        _ when PaymentMethods.IsBankDebit(payment.Method) => NoticeKinds.EChequeFailed,
        { IsOfSubscription: true } => NoticeKinds.CardSubscriptionFailed,
        { IsPlanned: true } => NoticeKinds.CardInstalmentFailed,
        _ => NoticeKinds.PaymentFailed,
    };

    private static async Task TellOfPlannedAsync(PaymentFailed message, PaymentFacts payment, string code, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>().FindAsync(message.Organisation, context.CancellationToken);
        var owner = await context.Services.GetRequiredService<IAccountContacts>()
            .FindAsync(message.Organisation, message.Account, context.CancellationToken);
        if (organisation?.Profile is not { } profile || owner is null)
            return;
        var meanings = context.Services.GetRequiredService<IFailureMeanings>();
        await Notify.AddressesAsync(
            message.Organisation,
            profile,
            NoticeKinds.PlannedPaymentFailed,
            $"{message.Payment}/{message.Attempt}",
            message.Payment,
            language => [payment.Amount.ToString(), message.Account, message.Payment, code, meanings.Of(code, language)],
            context);
        foreach (var payer in payment.Payers)
        {
            var language = payer.Language ?? owner.Language;
            await Notify.OneAsync(
                message.Organisation,
                NoticeKinds.InstalmentFailed,
                $"{message.Payment}/{message.Attempt}",
                Notify.NameOf(payer),
                payer.Email ?? owner.Email,
                language,
                message.Payment,
                [profile.Name, payer.Name ?? owner.Name, payer.Amount.ToString(), message.Payment, meanings.Of(code, language)],
                context);
        }
    }
}
