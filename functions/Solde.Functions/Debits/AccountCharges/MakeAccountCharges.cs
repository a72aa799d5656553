using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Debits;

/// <summary>
/// Charges that go to billing accounts (DEB-17): an invoice each, and for a card on file a payment on the due day. One query for the charges;
/// each invoice is issued once by its id, so a message that comes twice, or whose first delivery died half way, finds what is done.
/// </summary>
internal static class MakeAccountCharges
{
    /// <summary>The member took his card away, or it is another account's.</summary>
    public const string MethodGone = "saved_method_gone";

    public const string NoAccount = "no_billing_account";

    public static async Task HandleAsync(AccountChargesDue message, MessageContext context)
    {
        var charges = context.Services.GetRequiredService<ChargeStore>();
        var due = await charges
            .OfGroupAsync(message.Organisation, message.Month, message.Group, message.After, message.UpTo, context.CancellationToken)
            .Where(charge => charge.State == ChargeStates.Open && charge.TryOf(message.Run, Outlets.Account) is { Outcome: null })
            .ToListAsync(context.CancellationToken);
        if (due.Count > ChargeStore.MaxTogether)
            Split(message, due, context);
        else if (due.Count > 0)
            await MakeAsync(message, due, charges, context);
    }

    internal static Charge Failed(Charge charge, ChargeTry one, string code, FailureClass why, DateOnly today, DateTimeOffset now) =>
        charge.With(one with
        {
            Outcome = new TryOutcome(
                ReturnOutcomes.Failed, code, why.Name, Money.Zero(one.Amount.Currency), today, AccountInvoice.IdOf(one.LineId), now),
        }) with
        {
            State = ChargeStates.Failed,
        };

    /// <summary>More than a message has time for: others take parts of it, beside each other.</summary>
    private static void Split(AccountChargesDue message, IReadOnlyList<Charge> due, MessageContext context)
    {
        var (after, now) = (message.After, context.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        foreach (var together in due.Chunk(ChargeStore.MaxTogether))
        {
            (message with { After = after, UpTo = together[^1].Quota }).Send(context.Outgoing, now);
            after = together[^1].Quota;
        }
    }

    private static async Task MakeAsync(AccountChargesDue message, IReadOnlyList<Charge> due, ChargeStore charges, MessageContext context)
    {
        var organisations = context.Services.GetRequiredService<IOrganisationDirectory>();
        var profile = (await organisations.FindAsync(message.Organisation, context.CancellationToken))!.Profile!;
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var today = profile.Calendar.Today(now);
        var command = Command.Of(message.Organisation, "message AccountChargesDue", context);
        var failed = new List<Charge>();
        foreach (var charge in due)
        {
            var one = charge.TryOf(message.Run, Outlets.Account)!;
            if (await ChargeAsync(charge, one, today, command, context.Services) is { } failure)
                failed.Add(Failed(charge, one, failure.Code, failure.Why, today, now));
        }
        var note = new ChargeNote(command.Actor, "ChargesFailed", message.Run);
        if (failed.Count > 0 && !await charges.ChangeAsync(message.Organisation, failed, note, [], context.CancellationToken))
            throw new AggregateBusyException();
    }

    /// <returns>Why it cannot be asked for; null where it is.</returns>
    private static async Task<(string Code, FailureClass Why)?> ChargeAsync(
        Charge charge, ChargeTry one, DateOnly today, Command command, IServiceProvider services)
    {
        var account = one.Payer.BillingAccount!;
        var contacts = services.GetRequiredService<IAccountContacts>();
        if (await contacts.FindAsync(command.Organisation, account, command.CancellationToken) is not { } contact)
            return (NoAccount, FailureClass.OurData);
        PayingBy? way = null;
        if (one.Payer.PaymentMethod is { } method)
        {
            var saved = services.GetRequiredService<ISavedMethods>();
            var type = await saved.TypeOfAsync(command.Organisation, account, method, command.CancellationToken);
            way = type is null ? null : new PayingBy(type, method);
        }
        // The member owes it in any case: without a way to ask for it, the invoice stays open for him to pay.
        var made = new AccountCharge(
            AccountInvoice.Of(charge, one, contact.Language, today), one.Due, AccountInvoice.OriginOf(charge, one), way);
        await services.GetRequiredService<IAccountCharges>().ChargeAsync(account, made, command);
        return one.Channel == Channels.Card && way is null ? (MethodGone, FailureClass.Account) : null;
    }
}
