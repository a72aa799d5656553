using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Insurance;

/// <summary>Ticks "manual amount" on an endorsement that has none yet: its invoice is made then, once (INS-02).</summary>
internal static class GiveManualAmount
{
    /// <param name="Amount">The premium to invoice.</param>
    /// <param name="DoNotChargeAdministrationFees">As the endorsement says unless given.</param>
    public sealed record Request(Money? Amount, bool? DoNotChargeAdministrationFees = null);

    public static async Task<Answer> Handle(
        string account,
        string certificate,
        string endorsement,
        Request request,
        Command command,
        AggregateStore<ProviderInsurance> insurance,
        AggregateStore<FeeSettings> settings,
        EndorsementInvoices invoices,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var errors = new FieldErrors();
        errors.Amount("amount", request.Amount ?? default, profile.Currency);
        if (errors.Any)
            return await insurance.RefusedAsync(account, command, errors.ToRefusal());

        var fees = await settings.ReadAsync(command.Organisation, FeeSettings.Id, command.CancellationToken);
        var amount = new ManualAmount(
            IdempotencyKey.NewId("inv"), request.Amount!.Value, request.DoNotChargeAdministrationFees, fees.Current(profile.Currency), now);
        var answer = await insurance.ChangeAsync(
            account, command, current => Decide(current, certificate, endorsement, amount, command.Organisation));
        return await invoices.IssuedAsync(account, endorsement, answer, command);
    }

    internal static Decision<ProviderInsurance> Decide(
        ProviderInsurance insurance, string certificate, string endorsement, ManualAmount amount, string organisation)
    {
        if (insurance.Find(certificate, endorsement) is not { } known)
            return CommonRefusals.NotFound;
        if (known.Invoice is { } made)
            return InsuranceRefusals.Invoiced.With(made.Id);
        var doNotCharge = amount.DoNotCharge ?? known.DoNotChargeAdministrationFees;
        var invoice = EndorsementInvoice.Of(amount.Invoice, amount.Premium, doNotCharge, amount.Fees, amount.Now);
        if (invoice.Total.Minor > Money.MaxMinor)
            return InsuranceRefusals.FeesTooLarge.With(invoice.Total with { Minor = Money.MaxMinor });
        var given = known with { DoNotChargeAdministrationFees = doNotCharge, Invoice = invoice };
        return new Decision<ProviderInsurance>.Changed(
            insurance.With(given),
            new JournalNote("ManualAmountGiven"),
            Answer.Ok(EndorsementView.Of(given), InsuranceJson.Default.EndorsementView),
            EndorsementInvoices.AnnouncementsOf(insurance.Account, given, organisation));
    }

    /// <param name="Invoice">The id that its invoice will have.</param>
    internal sealed record ManualAmount(string Invoice, Money Premium, bool? DoNotCharge, FeeVersion Fees, DateTimeOffset Now);
}
