using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Accounts;

/// <summary>Accounts, invoices, payments, reconciliation, balances and the journal.</summary>
internal static class AccountsArea
{
    public static FunctionAppBuilder AddAccounts(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<Account>>();
        app.Services.AddSingleton<AggregateStore<InvoiceRegister>>();
        app.Services.AddSingleton<AccountIndex>();
        app.Services.AddSingleton<AccountDocuments>();
        app.Services.AddSingleton<RefundablePayments>();
        app.Services.AddSingleton<EmailClaims>();
        app.Services.AddSingleton<IReceivables, Receivables>();
        app.Services.AddSingleton<IRefunds, ProviderRefunds>();
        app.Services.AddSingleton<IAccountContacts, AccountContacts>();
        app.Services.AddSingleton(_ => ActivationToken.From(app.Configuration["Solde:SigningKey"]));
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(AccountsJson.Default));

        app.Http("Accounts", "v1/accounts", sends: Queues.All, endpoints =>
        {
            MapAccounts(endpoints);
            MapInvoices(endpoints.MapGroup("/{account}/invoices"));
            MapPayments(endpoints.MapGroup("/{account}/payments"));
            MapCredits(endpoints.MapGroup("/{account}/credits"));
            MapRefunds(endpoints.MapGroup("/{account}/refunds"));
            MapBooks(endpoints);
        });

        app.Queue("AccountsMessages", Queues.Accounts, sends: Queues.All, messages => messages
            .On(AccountMessages.Default.AccountChanged, IndexAccount.HandleAsync)
            .On(AccountMessages.Default.InvoiceIssued, NumberInvoice.HandleAsync)
            .On(AccountMessages.Default.ActivationsAsked, SendActivations.HandleAsync));
        return app;
    }

    private static void MapAccounts(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/", ListAccounts.Handle).Needs(Scopes.BillingRead).Produces<Page<ListAccounts.Item>>()
            .WithSummary("Accounts by name or by age, by activation.");
        accounts.MapPost("/search", SearchAccounts.Handle).Needs(Scopes.BillingRead).Produces<Page<ListAccounts.Item>>()
            .WithSummary("Accounts whose name or e-mail holds a text; it travels in the body, since addresses are logged.");
        accounts.MapPost("/", OpenAccount.Handle).Needs(Scopes.BillingWrite).Produces<AccountView>(StatusCodes.Status201Created)
            .Refuses(AccountRefusals.EmailTaken, AccountRefusals.AccountExists)
            .WithSummary("Open an account for its owner and ask him to confirm his e-mail.");
        accounts.MapPost("/activations", SendActivations.Handle).Needs(Scopes.BillingWrite).Produces<SendActivations.View>(StatusCodes.Status202Accepted)
            .WithSummary("Send the activation message again to every account not yet activated.");
        accounts.MapGet("/{account}", GetAccount.Handle).Needs(Scopes.BillingRead).Produces<AccountView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("An account with its members and balance.");
        accounts.MapPut("/{account}", ChangeAccount.Handle).Needs(Scopes.BillingWrite).Produces<AccountView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale, AccountRefusals.EmailTaken)
            .WithSummary("Change the owner's name, e-mail or language; If-Match guards against another's change.");
        accounts.MapPost("/{account}/activation", ActivateAccount.Handle).Needs(Scopes.BillingWrite).Produces<AccountView>()
            .Refuses(CommonRefusals.NotFound, AccountRefusals.BadActivation)
            .WithSummary("Confirm the owner's e-mail with the token of an activation message.");
        accounts.MapPost("/{account}/members", AddMember.Handle).Needs(Scopes.BillingWrite).Produces<Member>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, AccountRefusals.OnlyTheOwner)
            .WithSummary("Add a member, at the owner's request.");
        accounts.MapPost(
            "/{account}/members/{member}/removal", RemoveMember.Handle).Needs(Scopes.BillingWrite).Produces(StatusCodes.Status204NoContent)
            .Refuses(CommonRefusals.NotFound, AccountRefusals.OnlyTheOwner, AccountRefusals.OwnerStays)
            .WithSummary("Remove a member, at the owner's request.");
    }

    private static void MapInvoices(RouteGroupBuilder invoices)
    {
        invoices.MapGet("/", ListInvoices.Handle).Needs(Scopes.BillingRead).Produces<Page<InvoiceView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Invoices of an account, by state, oldest or newest first.");
        invoices.MapPost("/", IssueInvoice.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<InvoiceView>(StatusCodes.Status201Created)
            .Refuses(
                CommonRefusals.NotFound,
                AccountRefusals.NotOnAccount,
                AccountRefusals.UnknownTax,
                AccountRefusals.NothingToCharge,
                AccountRefusals.LineTooLarge)
            .WithSummary("Issue an invoice; its number is there a moment later.");
        invoices.MapGet("/{invoice}", GetInvoice.Handle).Needs(Scopes.BillingRead).Produces<InvoiceView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("An invoice with its lines.");
        invoices.MapPost("/{invoice}/cancellation", CancelInvoice.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<CancelInvoice.View>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.ReasonNeeded,
                RefundRefusals.UnknownLine,
                RefundRefusals.LineCancelled,
                RefundRefusals.BeyondPayment,
                RefundRefusals.TooScattered)
            .WithSummary("Cancel an invoice or some lines; what was paid becomes a credit or is refunded.");
    }

    private static void MapCredits(RouteGroupBuilder credits)
    {
        credits.MapGet("/", ListCredits.Handle).Needs(Scopes.BillingRead).Produces<Page<CreditView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Credit notes of an account, oldest or newest first.");
        credits.MapGet("/{credit}", GetCredit.Handle).Needs(Scopes.BillingRead).Produces<CreditView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A credit note and what is left of it.");
        credits.MapPost("/{credit}/refund", RefundCredit.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<RefundView>(StatusCodes.Status202Accepted)
            .Refuses(
                CommonRefusals.NotFound,
                AccountRefusals.UnknownMethod,
                RefundRefusals.UnknownPayment,
                RefundRefusals.RefundedOtherwise,
                RefundRefusals.BeyondWhatIsHeld,
                RefundRefusals.TooScattered)
            .WithSummary("Refund a credit note by a chosen method.");
    }

    private static void MapRefunds(RouteGroupBuilder refunds)
    {
        refunds.MapGet("/", ListRefunds.Handle).Needs(Scopes.BillingRead).Produces<Page<RefundView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Refunds of an account, by state, oldest or newest first.");
        refunds.MapPost("/", RefundPayments.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<RefundView>(StatusCodes.Status202Accepted)
            .Refuses(
                CommonRefusals.NotFound,
                AccountRefusals.UnknownMethod,
                RefundRefusals.UnknownPayment,
                RefundRefusals.RefundedOtherwise,
                RefundRefusals.BeyondPayment,
                RefundRefusals.BeyondWhatIsHeld,
                RefundRefusals.TooScattered)
            .WithSummary("Give money back to the payments it came by, newest first or as chosen.");
        refunds.MapGet("/{refund}", GetRefund.Handle).Needs(Scopes.BillingRead).Produces<RefundView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A refund, part by part, with what a bank needs to trace it.");
        refunds.MapPost("/{refund}/cancellation", CancelRefund.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<RefundView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, RefundRefusals.NotCancellable)
            .WithSummary("Cancel what a refund gave back by offline methods.");
    }

    private static void MapPayments(RouteGroupBuilder payments)
    {
        payments.MapGet("/", ListPayments.Handle).Needs(Scopes.BillingRead).Produces<Page<PaymentView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Payments of an account, by state and method, oldest or newest first.");
        payments.MapPost("/", RecordPayment.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<PaymentView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, AccountRefusals.UnknownMethod, AccountRefusals.UnknownInvoice)
            .WithSummary("Record an offline payment and reconcile it.");
        payments.MapGet("/{payment}", GetPayment.Handle).Needs(Scopes.BillingRead).Produces<PaymentView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A payment with its allocations.");
        payments.MapPost("/{payment}/cancellation", CancelPayment.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<PaymentView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, AccountRefusals.NotCancellable, AccountRefusals.RefundedAlready)
            .WithSummary("Cancel an offline payment; what it paid is open again.");
        payments.MapPost("/{payment}/allocations", AllocatePayment.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<PaymentView>()
            .Refuses(CommonRefusals.NotFound, AccountRefusals.UnknownInvoice, AccountRefusals.NothingLeft)
            .WithSummary("Allocate a payment by hand to chosen lines.");
        payments.MapDelete("/{payment}/allocations", RemoveAllocations.Handle).Needs(Scopes.BillingWrite).Produces<PaymentView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Remove one or all allocations of a payment.");
    }

    private static void MapBooks(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/{account}/balance", GetBalance.Handle).Needs(Scopes.BillingRead).Produces<BalanceView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("The current and the expected balance, and why they differ.");
        accounts.MapPost(
            "/{account}/reconciliation", ReconcileAccount.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<ReconciliationView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Allocate all unapplied money in the organisation's order, or preview it.");
        accounts.MapGet("/{account}/journal", ReadJournal.Handle).Needs(Scopes.BillingRead).Produces<Page<JournalEntry>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Every change of the account, newest or oldest first.");
        accounts.MapGet("/{account}/journal/export", ExportJournal.Handle).Needs(Scopes.BillingRead)
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/json").Refuses(CommonRefusals.NotFound)
            .WithSummary("The account's postings as CSV or JSON.");
        accounts.MapGet("/books", CheckBooks.Handle).Needs(Scopes.BillingRead).Produces<CheckBooks.View>()
            .WithSummary("Recompute every account and say where the kept figures differ.");
    }
}
