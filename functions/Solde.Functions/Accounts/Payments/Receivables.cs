using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

internal sealed class Receivables(
    AggregateStore<Account> accounts, IOrganisationDirectory organisations, PaymentMeter meter, TimeProvider clock) : IReceivables
{
    public async Task<Answer> RequestPaymentAsync(string account, PaymentRequest request, Command command)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var payment = new Payment(
            IdempotencyKey.NewId("pay"),
            request.Method,
            request.Amount,
            PaymentStates.Requested,
            profile.Calendar.Today(now),
            now,
            request.Payer,
            request.Note,
            request.Invoices,
            [],
            new OnlinePayment(request.PaymentMethod, null, null, [], []));
        return await accounts.ChangeAsync(account, command, current => Decide(
            current,
            payment,
            new FeeAsk(IdempotencyKey.NewId("inv"), request.Total, profile.Settings.AllocationOrder, payment.ReceivedOn),
            command.Organisation));
    }

    public async Task<RequestedPayment?> FindPaymentAsync(
        string organisation, string account, string payment, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(organisation, account, cancellation, [Account.PaymentRow(payment)]);
        return found.Payments.TryGetValue(payment, out var known) && known.Online is { } online
            ? new RequestedPayment(
                known.Id, known.State, known.Amount, online.PaymentMethod, online.Intent, known.CreatedAt, online.Customer?.Time ?? 0)
            : null;
    }

    public async Task<bool> AccountExistsAsync(string organisation, string account, CancellationToken cancellation) =>
        (await accounts.ReadAsync(organisation, account, cancellation)).Exists;

    public async Task<OutcomeEffect> ApplyOutcomeAsync(string account, string payment, ProviderOutcome outcome, Command command)
    {
        if (await organisations.FindAsync(command.Organisation, command.CancellationToken) is not { Profile: { } profile })
            return OutcomeEffect.UnknownPayment;
        // The day it happened at the provider, which may be before the day we hear of it.
        var today = profile.Calendar.Today(outcome.At);
        var effect = OutcomeEffect.UnknownPayment;
        await accounts.ChangeAsync(account, command, current =>
        {
            (var decision, effect) = OutcomeRule.Decide(
                current, payment, outcome, command.Organisation, profile.Settings.AllocationOrder, today, RetrySchedule.Of(profile));
            return decision;
        });
        if (effect == OutcomeEffect.Applied)
            meter.Ended(outcome);
        return effect;
    }

    public async Task<OutcomeEffect> TakeDisputeAsync(string account, string payment, Dispute told, Command command)
    {
        if (await organisations.FindAsync(command.Organisation, command.CancellationToken) is not { Profile: { } profile })
            return OutcomeEffect.UnknownPayment;
        if (told.State == DisputeStates.Lost)
        {
            var taken = DisputeRule.ReturnOf(told);
            await RemoveAllocations.AllButOneStepAsync(
                account, payment, (made, _) => made is Payment paid && ReturnRule.IsNew(paid, taken), command, accounts);
        }
        var effect = OutcomeEffect.UnknownPayment;
        await accounts.ChangeAsync(account, command, current =>
        {
            (var decision, effect) = DisputeRule.Decide(current, payment, told, command.Organisation, RetrySchedule.Of(profile));
            return decision;
        });
        return effect;
    }

    public Task RemindCustomerAsync(string account, string payment, Command command)
    {
        var now = clock.GetUtcNow();
        return accounts.ChangeAsync(
            account, command, current => RemindCustomer.Decide(current, payment, command.Organisation, TimeSpan.FromHours(12), now));
    }

    public Task ReportUnknownAsync(string account, string payment, Command command)
    {
        var now = clock.GetUtcNow();
        return accounts.ChangeAsync(account, command, current => ReportUnknown(current, payment, command.Organisation, now));
    }

    public Task AnnounceAgainAsync(string account, Command command) =>
        accounts.ChangeAsync(account, command, _ => new Decision<Account>.Unchanged(Answer.NoContent));

    private static Decision<Account> ReportUnknown(Account account, string payment, string organisation, DateTimeOffset now) =>
        account.Payments.TryGetValue(payment, out var known) && known is { State: PaymentStates.Unknown, Online: { ReportedAt: null } online }
            ? new Decision<Account>.Changed(
                account.With(known with { Online = online with { ReportedAt = now } }),
                new JournalNote("ChargeReported"),
                Answer.NoContent,
                [Announcement.To(
                    Queues.Notifications, new ChargeNotFoundOut(organisation, account.Id, payment), AccountMessages.Default.ChargeNotFoundOut)])
            : new Decision<Account>.Unchanged(Answer.NoContent);

    /// <param name="ask">How the payment's fee is computed, and what the payer agreed to.</param>
    internal static Decision<Account> Decide(Account account, Payment payment, FeeAsk ask, string organisation)
    {
        if (Unready(account, payment) is { } unready)
            return unready;
        if (OnlineFeeRule.Of(account, payment, ask.Invoice, ask.Order, ask.Today) is { } fee)
            payment = payment with { Amount = payment.Amount + fee.Total, OnlineFee = fee };
        // Nobody is charged more than he was shown.
        if (payment.Amount != (ask.AgreedTotal ?? payment.BeforeFee))
            return AccountRefusals.TotalNotAgreed.With(payment.Amount, payment.Amount - payment.BeforeFee);
        return Requested(account, payment, organisation);
    }

    /// <summary>Just the amount, without a fee: what falls due of a plan was agreed on before.</summary>
    internal static Decision<Account> Decide(Account account, Payment payment, string organisation) =>
        Unready(account, payment) ?? Requested(account, payment, organisation);

    private static Decision<Account>? Unready(Account account, Payment payment)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(payment.For) is { Count: > 0 } missing)
            return new Decision<Account>.NeedsRows(missing);
        if (payment.For.FirstOrDefault(invoice => !account.Invoices.ContainsKey(invoice)) is { } unknown)
            return AccountRefusals.UnknownInvoice.With(unknown);
        return null;
    }

    private static Decision<Account>.Changed Requested(Account account, Payment payment, string organisation) => new(
        account.With(payment),
        new JournalNote("PaymentRequested"),
        Answer.Accepted(
            PaymentView.Of(payment), AccountsJson.Default.PaymentView, $"/api/v1/accounts/{account.Id}/payments/{payment.Id}"),
        [Announcement.To(
            Queues.Payments, new ChargeRequested(organisation, account.Id, payment.Id), AccountMessages.Default.ChargeRequested)]);
}

/// <param name="Invoice">The id under which the fee would be invoiced.</param>
/// <param name="AgreedTotal">What the payer agreed to pay in all; null where he was told of no fee.</param>
internal sealed record FeeAsk(string Invoice, Money? AgreedTotal, string Order, DateOnly Today);
