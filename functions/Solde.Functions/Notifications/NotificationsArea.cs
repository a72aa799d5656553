using System.Text.Json.Serialization;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Claims;
using Solde.Functions.Debits;
using Solde.Functions.Partners;
using Solde.Functions.Vouchers;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>Who is told what, and how it reached him.</summary>
internal static class NotificationsArea
{
    public static FunctionAppBuilder AddNotifications(this FunctionAppBuilder app)
    {
        var settings = MailSettings.Read(app.Configuration);
        app.Services.AddSingleton(settings);
        app.Services.AddSingleton<IMailTransport>(services => settings.Transport switch
        {
            MailTransports.Folder => new FolderTransport(settings),
            MailTransports.Azure => new AzureTransport(settings, services.GetRequiredService<TimeProvider>()),
            _ => new SmtpTransport(settings),
        });
        app.Services.AddSingleton<AggregateStore<Notification>>();
        app.Services.AddSingleton<NotificationIndex>();
        app.Services.AddSingleton<IPersonalRecords, NotificationRecords>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(NotificationsJson.Default));

        app.Http("Notifications", "v1/notifications", sends: [], endpoints =>
            endpoints.MapGet("/", ListNotifications.Handle).Needs(Scopes.PaymentsFailed).Produces<Page<ListNotifications.Item>>()
                .WithSummary("The notification centre: what was told to whom, newest first."));

        app.Queue("NotificationsMessages", Queues.Notifications, sends: [Queues.Notifications], messages => messages
            .On(AccountMessages.Default.ActivationAsked, TellOwnerOfActivation.HandleAsync)
            .On(AccountMessages.Default.AccessAsked, TellOwnerOfAccess.HandleAsync)
            .On(AccountMessages.Default.InvoiceNumbered, TellOfPurchase.HandleAsync)
            .On(AccountMessages.Default.LinesCancelled, TellOfCancellation.HandleAsync)
            .On(AccountMessages.Default.PaymentArrived, TellOfPayment.HandleAsync)
            .On(AccountMessages.Default.PaymentFailed, TellOfFailedPayment.HandleAsync)
            .On(AccountMessages.Default.CustomerAsked, TellOfCustomerNeeded.HandleAsync)
            .On(AccountMessages.Default.PaymentReturned, TellOfReturnedPayment.HandleAsync)
            .On(AccountMessages.Default.DisputeTold, TellOfDispute.HandleAsync)
            .On(AccountMessages.Default.ChargeNotFoundOut, TellOfUnknownCharge.HandleAsync)
            .On(AccountMessages.Default.RefundPartFailed, TellOfRefund.FailedAsync)
            .On(AccountMessages.Default.RefundPartOverdue, TellOfRefund.OverdueAsync)
            .On(PartnerMessages.Default.DeliveryFailed, TellOfFailedDelivery.HandleAsync)
            .On(VoucherMessages.Default.PartiesAsked, TellOfVouchers.HandleAsync)
            .On(ClaimMessages.Default.ClaimOverdue, TellOfOverdueClaim.HandleAsync)
            .On(DebitMessages.Default.DebitFailed, TellOfFailedDebits.HandleAsync)
            .On(DebitMessages.Default.AgentDebitsFailed, TellOfFailedDebits.HandleAsync)
            .On(NotificationsJson.Default.NoticeQueued, SendNotice.HandleAsync));
        return app;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NoticeQueued))]
[JsonSerializable(typeof(Page<ListNotifications.Item>), TypeInfoPropertyName = "PageItem")]
internal sealed partial class NotificationsJson : JsonSerializerContext;
