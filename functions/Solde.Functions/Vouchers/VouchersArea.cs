using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Services paid with vouchers: wallets, orders, services and their validation, which voucher pays which, and how companies are
/// reimbursed.
/// </summary>
internal static class VouchersArea
{
    public static FunctionAppBuilder AddVouchers(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<Wallet>>();
        app.Services.AddSingleton<AggregateStore<VoucherSettings>>();
        app.Services.AddSingleton<AggregateStore<Company>>();
        app.Services.AddSingleton<VoucherTerms>();
        app.Services.AddSingleton<VoucherNumbers>();
        app.Services.AddSingleton<VoucherLooks>();
        app.Services.AddSingleton<WalletDocuments>();
        app.Services.AddSingleton<WalletIndex>();
        app.Services.AddSingleton<IVoucherContacts, VoucherContacts>();
        app.Services.AddSingleton<CompanyIndex>();
        app.Services.AddSingleton<CompanyServices>();
        app.Services.AddSingleton<MandateAccounts>();
        app.Services.AddSingleton<IPersonalRecords, WalletRecords>();
        app.Services.AddSingleton<IPersonalRecords, CompanyRecords>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(VouchersJson.Default));

        app.Http("Vouchers", "v1/vouchers", sends: VoucherQueue.Sends, endpoints =>
        {
            SettingsEndpoints.Map(endpoints.MapGroup("/settings"));
            WalletEndpoints.Map(endpoints.MapGroup("/wallets"));
            OrderEndpoints.Map(endpoints.MapGroup("/wallets/{wallet}"));
            ServiceEndpoints.Map(endpoints.MapGroup("/wallets/{wallet}/services"));
            RemittanceEndpoints.MapOfService(endpoints.MapGroup("/wallets/{wallet}/services"));
            CompanyEndpoints.Map(endpoints.MapGroup("/companies"));
            CompanyServiceEndpoints.Map(endpoints.MapGroup("/companies/{company}/services"));
            CompanyServiceEndpoints.MapAll(endpoints.MapGroup("/services"));
            RemittanceEndpoints.Map(endpoints.MapGroup("/companies/{company}/remittances"));
            PickUpEndpoints.Map(endpoints.MapGroup("/companies/{company}/pick-ups"));
            BillingEndpoints.Map(endpoints.MapGroup("/companies/{company}/invoices"));
            DirectDebitEndpoints.Map(endpoints.MapGroup("/companies/{company}/direct-debit"));
        });

        app.Queue("VouchersMessages", VoucherQueue.Vouchers, sends: VoucherQueue.Sends, messages => messages
            .On(VoucherMessages.Default.WalletNamed, WalletIndex.HandleAsync)
            .On(VoucherMessages.Default.WalletChanged, WriteNextLook.HandleAsync)
            .On(VoucherMessages.Default.WalletDue, LookAtWallet.HandleAsync)
            .On(VoucherMessages.Default.AllocationDue, ContinueAllocation.HandleAsync)
            .On(VoucherMessages.Default.ServiceChanged, ShowService.HandleAsync)
            .On(VoucherMessages.Default.CompanyNamed, CompanyIndex.HandleAsync)
            .On(VoucherMessages.Default.RemittanceMade, GatherRemittance.HandleAsync)
            .On(VoucherMessages.Default.WalletAsked, AskWallet.HandleAsync)
            .On(VoucherMessages.Default.RemittanceReimbursed, GatherRemittance.HandleAsync)
            .On(VoucherMessages.Default.WalletReimbursed, ReimburseWallet.HandleAsync)
            .On(VoucherMessages.Default.MandateCancelled, MandateAccounts.HandleAsync));

        app.Timer("FindDueWallets", "0 */15 * * * *", sends: [VoucherQueue.Vouchers], FindDueWallets.RunAsync);
        return app;
    }
}
