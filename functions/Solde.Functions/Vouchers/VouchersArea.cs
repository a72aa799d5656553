using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;

namespace Solde.Functions.Vouchers;

/// <summary>Services paid with vouchers: wallets, orders, services and their validation, and which voucher pays which.</summary>
internal static class VouchersArea
{
    public static FunctionAppBuilder AddVouchers(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<Wallet>>();
        app.Services.AddSingleton<AggregateStore<VoucherSettings>>();
        app.Services.AddSingleton<VoucherTerms>();
        app.Services.AddSingleton<VoucherNumbers>();
        app.Services.AddSingleton<VoucherLooks>();
        app.Services.AddSingleton<WalletDocuments>();
        app.Services.AddSingleton<WalletIndex>();
        app.Services.AddSingleton<IVoucherContacts, VoucherContacts>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(VouchersJson.Default));

        app.Http("Vouchers", "v1/vouchers", sends: VoucherQueue.Sends, endpoints =>
        {
            SettingsEndpoints.Map(endpoints.MapGroup("/settings"));
            WalletEndpoints.Map(endpoints.MapGroup("/wallets"));
            OrderEndpoints.Map(endpoints.MapGroup("/wallets/{wallet}"));
            ServiceEndpoints.Map(endpoints.MapGroup("/wallets/{wallet}/services"));
        });

        app.Queue("VouchersMessages", VoucherQueue.Vouchers, sends: VoucherQueue.Sends, messages => messages
            .On(VoucherMessages.Default.WalletNamed, WalletIndex.HandleAsync)
            .On(VoucherMessages.Default.WalletChanged, WriteNextLook.HandleAsync)
            .On(VoucherMessages.Default.WalletDue, LookAtWallet.HandleAsync)
            .On(VoucherMessages.Default.AllocationDue, ContinueAllocation.HandleAsync)
            // Lists over many wallets are made from it.
            .On(VoucherMessages.Default.ServiceChanged, (_, _) => Task.CompletedTask));

        app.Timer("FindDueWallets", "0 */15 * * * *", sends: [VoucherQueue.Vouchers], FindDueWallets.RunAsync);
        return app;
    }
}
