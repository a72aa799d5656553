using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging.Console;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Claims;
using Solde.Functions.Debits;
using Solde.Functions.Erasures;
using Solde.Functions.Insurance;
using Solde.Functions.Items;
using Solde.Functions.Notifications;
using Solde.Functions.Operations;
using Solde.Functions.Organisations;
using Solde.Functions.Partners;
using Solde.Functions.Payments;
using Solde.Functions.Payments.Stripe;
using Solde.Functions.Vouchers;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;
using Solde.Platform.Telemetry;

namespace Solde.Functions;

/// <summary>The app put together: what all areas stand on, the areas, and the way of a request through them.</summary>
internal static class SoldeApp
{
    /// <summary>Every table of the app. In Azure they are made with the environment, not by the app that runs there.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        Organisation.Table,
        Item.Table,
        Account.Table,
        AccountIndex.Table,
        UpcomingIndex.Table,
        ActionIndex.Table,
        DueDays.Table,
        InvoiceRegister.Table,
        Payer.Table,
        UnmatchedEvents.Table,
        Payout.Table,
        PayoutLines.Table,
        PayoutIndex.Table,
        Comparison.Table,
        Finding.Table,
        ComparisonIndex.Table,
        ProviderInsurance.Table,
        Wallet.Table,
        WalletIndex.Table,
        VoucherLooks.Table,
        CompanyServices.Table,
        MandateAccounts.Table,
        QuotaStore.Table,
        ChargeStore.Table,
        DebitRun.Table,
        Notification.Table,
        NotificationIndex.Table,
        Subscribers.Table,
        PartnerEvents.Table,
        Delivery.Table,
        DeliveryIndex.Table,
        ClaimFile.Table,
        ClaimIndex.Table,
        Erasure.Table,
    ];

    /// <summary>The tables in which aggregates, and so their outbox rows, lie.</summary>
    private static readonly IReadOnlyList<string> Outboxes =
    [
        Organisation.Table,
        Item.Table,
        Account.Table,
        InvoiceRegister.Table,
        Payer.Table,
        Payout.Table,
        Comparison.Table,
        Finding.Table,
        ProviderInsurance.Table,
        Wallet.Table,
        DebitRun.Table,
        Notification.Table,
        Subscribers.Table,
        Delivery.Table,
        ClaimFile.Table,
        Erasure.Table,
    ];

    public static FunctionAppBuilder CreateBuilder(string[] args)
    {
        var app = new FunctionAppBuilder(args);
        AddFoundations(app);
        app.AddOrganisations();
        app.AddItems();
        app.AddAccounts();
        app.AddPayments();
        app.AddInsurance();
        app.AddVouchers();
        app.AddDebits();
        app.AddNotifications();
        app.AddPartners();
        app.AddClaims();
        app.AddErasures();
        app.AddOperations();
        return app;
    }

    /// <exception cref="InvalidOperationException">
    /// Settings without which it can't do its work are missing or wrong; the message names them all, and no value.
    /// </exception>
    public static WebApplication Build(FunctionAppBuilder app)
    {
        string[] faults =
        [
            .. StripeSettings.Faults(app.Configuration),
            .. CustomerSettings.Faults(app.Configuration),
            .. MailSettings.Faults(app.Configuration),
            .. TelemetrySettings.Faults(app.Configuration),
        ];
        if (faults.Length > 0)
            throw new InvalidOperationException(string.Join(' ', faults));
        var built = app.Build(web =>
        {
            web.UseMiddleware<Edge>();
            web.UseRouting();
            web.UseMiddleware<AccessControl>();
        });
        // Now rather than at the first call that needs them.
        built.Services.GetRequiredService<StorageAccount>();
        built.Services.GetRequiredService<ActivationToken>();
        return built;
    }

    /// <summary>On a desk and in tests; in Azure tables and containers are there before the app is.</summary>
    public static async Task CreateTablesAsync(IServiceProvider services)
    {
        var tables = services.GetRequiredService<TableServiceClient>();
        await Task.WhenAll(
            Tables.Select(table => tables.GetTableClient(table).CreateIfNotExistsAsync())
                .Append(services.GetRequiredService<ClaimBlobs>().CreateAsync())
                .Append(services.GetRequiredService<DebitBlobs>().CreateAsync())
                .Append(services.GetRequiredService<ReturnFolder>().CreateAsync()));
    }

    private static void AddFoundations(FunctionAppBuilder app)
    {
        // The frameworks tell of every request at Information: noise, and addresses that may hold personal data (COM-12).
        app.Web.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);
        // Switched off whole: as long as it could log anything it makes an activity and a scope for every request.
        app.Web.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Who a line is about (organisation, function, request): ids all.
        app.Services.Configure<SimpleConsoleFormatterOptions>(console => console.IncludeScopes = true);
        app.AddTelemetry();
        app.Services.AddSingleton(TimeProvider.System);
        app.Services.AddSingleton(_ => StorageSettings.Connect(app.Configuration));
        app.Services.AddSingleton(services => new TableServiceClient(
            services.GetRequiredService<StorageAccount>(), app.Configuration["Storage:TablePrefix"] ?? ""));
        app.Services.AddSingleton<AggregateLocks>();
        app.Services.AddSingleton<JournalReader>();
        app.Services.AddSingleton<Outbox>();
        app.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        app.Services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.AllowDuplicateProperties = false;
            json.NumberHandling = JsonNumberHandling.Strict;
            json.MaxDepth = 16;
        });
        app.AddApiDocument();
        app.Timer(
            "ResendOutbox", "0 */5 * * * *", sends: [.. InsuranceQueue.Sends, VoucherQueue.Vouchers, ClaimsQueue.Claims, ErasuresQueue.Erasures], ResendAsync);
    }

    /// <summary>What every other way of sending again has missed: seldom anything.</summary>
    private static async Task ResendAsync(TimerContext context)
    {
        var outbox = context.Services.GetRequiredService<Outbox>();
        var meter = context.Services.GetRequiredService<MessageMeter>();
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var table in Outboxes)
        {
            var (left, oldest) = (0, now);
            await foreach (var message in outbox.LeftBehindAsync(table, TimeSpan.FromMinutes(2), context.CancellationToken))
            {
                context.Outgoing.Send(message.Queue, message.Text);
                left++;
                oldest = message.At < oldest ? message.At : oldest;
            }
            meter.LookedAt(table, left, now - oldest);
        }
    }
}
