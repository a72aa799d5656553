using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Insurance;

/// <summary>
/// Adds an endorsement to a certificate. With a manual amount it is invoiced at once (INS-02), without one it is not (INS-01).
/// </summary>
internal static class AddEndorsement
{
    private const int MaxEndorsements = 500;

    /// <param name="EffectiveOn">Today unless given.</param>
    /// <param name="ManualAmount">Given where "manual amount" is ticked: the premium to invoice.</param>
    public sealed record Request(
        string? Description, DateOnly? EffectiveOn = null, Money? ManualAmount = null, bool? DoNotChargeAdministrationFees = null);

    public static async Task<Answer> Handle(
        string account,
        string certificate,
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
        errors.Text("description", request.Description, FieldErrors.NameLength);
        if (request.ManualAmount is { } amount)
            errors.Amount("manualAmount", amount, profile.Currency);
        if (errors.Any)
            return await insurance.RefusedAsync(account, command, errors.ToRefusal());

        var doNotCharge = request.DoNotChargeAdministrationFees ?? false;
        EndorsementInvoice? invoice = null;
        if (request.ManualAmount is { } premium)
        {
            var fees = await settings.ReadAsync(command.Organisation, FeeSettings.Id, command.CancellationToken);
            invoice = EndorsementInvoice.Of(IdempotencyKey.NewId("inv"), premium, doNotCharge, fees.Current(profile.Currency), now);
        }
        var endorsement = new Endorsement(
            IdempotencyKey.NewId("end"),
            certificate,
            request.Description!,
            request.EffectiveOn ?? profile.Calendar.Today(now),
            now,
            doNotCharge,
            invoice);
        var answer = await insurance.ChangeAsync(account, command, current => Decide(current, endorsement, command.Organisation));
        return await invoices.IssuedAsync(account, endorsement.Id, answer, command);
    }

    internal static Decision<ProviderInsurance> Decide(ProviderInsurance insurance, Endorsement endorsement, string organisation)
    {
        if (!insurance.Certificates.TryGetValue(endorsement.Certificate, out var certificate))
            return CommonRefusals.NotFound;
        if (!certificate.IsValidOn(endorsement.EffectiveOn))
            return InsuranceRefusals.OutsideCertificate.With(endorsement.EffectiveOn.ToString("yyyy-MM-dd"));
        if (insurance.Endorsements.Count >= MaxEndorsements)
            return InsuranceRefusals.TooMany.With(MaxEndorsements);
        if (endorsement.Invoice?.Total.Minor > Money.MaxMinor)
            return InsuranceRefusals.FeesTooLarge.With(endorsement.Invoice.Total with { Minor = Money.MaxMinor });
        return new Decision<ProviderInsurance>.Changed(
            insurance.With(endorsement),
            new JournalNote(endorsement.Invoice is null ? "EndorsementAdded" : "EndorsementAddedWithAmount"),
            Answer.Created(
                EndorsementView.Of(endorsement),
                InsuranceJson.Default.EndorsementView,
                $"/api/v1/insurance/accounts/{insurance.Account}/certificates/{certificate.Id}/endorsements/{endorsement.Id}"),
            EndorsementInvoices.AnnouncementsOf(insurance.Account, endorsement, organisation));
    }
}
