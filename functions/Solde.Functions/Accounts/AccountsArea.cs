using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;

namespace Solde.Functions.Accounts;

/// <summary>Accounts, invoices, payments, reconciliation, plans, subscriptions, balances and the journal.</summary>
internal static class AccountsArea
{
    public static FunctionAppBuilder AddAccounts(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<Account>>();
        app.Services.AddSingleton<AggregateStore<InvoiceRegister>>();
        app.Services.AddSingleton<AccountIndex>();
        app.Services.AddSingleton<AccountDocuments>();
        app.Services.AddSingleton<StatementReader>();
        app.Services.AddSingleton<RefundablePayments>();
        app.Services.AddSingleton<UpcomingIndex>();
        app.Services.AddSingleton<ActionIndex>();
        app.Services.AddSingleton<DueDays>();
        app.Services.AddSingleton<EmailClaims>();
        app.Services.AddSingleton<PaymentMeter>();
        app.Services.AddSingleton<IReceivables, Receivables>();
        app.Services.AddSingleton<IOnlineMovements, OnlineMovements>();
        app.Services.AddSingleton<IInvoicing, Invoicing>();
        app.Services.AddSingleton<IInvoiceHistory, InvoiceHistory>();
        app.Services.AddSingleton<IAccountCharges, AccountCharges>();
        app.Services.AddSingleton<ICreditNotes, CreditNotes>();
        app.Services.AddSingleton<IInsurerPayments, InsurerPayments>();
        app.Services.AddSingleton<IRefunds, ProviderRefunds>();
        app.Services.AddSingleton<IAccountContacts, AccountContacts>();
        app.Services.AddSingleton<IPersonalRecords, AccountRecords>();
        app.Services.AddSingleton(_ => ActivationToken.From(app.Configuration["Solde:SigningKey"]));
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(AccountsJson.Default));

        app.Http("Accounts", "v1/accounts", sends: Queues.All, endpoints =>
        {
            OwnerEndpoints.Map(endpoints);
            InvoiceEndpoints.Map(endpoints.MapGroup("/{account}/invoices"));
            PaymentEndpoints.Map(endpoints.MapGroup("/{account}/payments"));
            CreditEndpoints.Map(endpoints.MapGroup("/{account}/credits"));
            RefundEndpoints.Map(endpoints.MapGroup("/{account}/refunds"));
            PlanEndpoints.Map(endpoints.MapGroup("/{account}/plans"));
            SubscriptionEndpoints.Map(endpoints.MapGroup("/{account}/subscriptions"));
            UpcomingEndpoints.Map(endpoints);
            StatementEndpoints.Map(endpoints);
            BookEndpoints.Map(endpoints);
        });

        app.Http("Reports", "v1/reports", sends: [], ReportEndpoints.Map);

        app.Queue("AccountsMessages", Queues.Accounts, sends: Queues.All, messages => messages
            .On(AccountMessages.Default.AccountChanged, IndexAccount.HandleAsync)
            .On(AccountMessages.Default.InvoiceIssued, NumberInvoice.HandleAsync)
            .On(AccountMessages.Default.CreditMoved, ReceiveCredit.HandleAsync)
            .On(AccountMessages.Default.ActivationsAsked, SendActivations.HandleAsync)
            .On(AccountMessages.Default.UpcomingChanged, IndexUpcoming.HandleAsync)
            .On(AccountMessages.Default.ActionsChanged, IndexActions.HandleAsync)
            .On(AccountMessages.Default.PaymentsDue, AskDuePayments.HandleAsync));

        app.Timer("FindDuePayments", "0 0 * * * *", sends: [Queues.Accounts], FindDuePayments.RunAsync);
        return app;
    }
}
