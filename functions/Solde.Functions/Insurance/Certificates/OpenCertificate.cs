using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Insurance;

/// <summary>Opens a certificate for a provider who has an account.</summary>
internal static class OpenCertificate
{
    private const int MaxCertificates = 50;

    private static readonly Text BeforeStart = new(
        "is before validFrom", "précède validFrom", "é anterior a validFrom", "valt voor validFrom");

    /// <param name="Number">The insurer's.</param>
    /// <param name="ValidFrom">Today unless given.</param>
    /// <param name="ValidTo">The last day that counts; no end unless given.</param>
    public sealed record Request(string? Number, DateOnly? ValidFrom = null, DateOnly? ValidTo = null);

    public static async Task<Answer> Handle(
        string account,
        Request request,
        Command command,
        AggregateStore<ProviderInsurance> insurance,
        IAccountContacts contacts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var validFrom = request.ValidFrom ?? profile.Calendar.Today(now);
        var errors = new FieldErrors();
        errors.Text("number", request.Number, FieldErrors.NameLength);
        if (request.ValidTo < validFrom)
            errors.Add("validTo", BeforeStart);
        if (errors.Any)
            return await insurance.RefusedAsync(account, command, errors.ToRefusal());
        if (await contacts.FindAsync(command.Organisation, account, command.CancellationToken) is null)
            return CommonRefusals.NotFound;

        var certificate = new Certificate(IdempotencyKey.NewId("cert"), request.Number!, validFrom, request.ValidTo, now);
        return await insurance.ChangeAsync(account, command, current => Decide(current, certificate, profile.Currency));
    }

    internal static Decision<ProviderInsurance> Decide(ProviderInsurance insurance, Certificate certificate, string currency)
    {
        if (insurance.Certificates.Values.Any(known => known.Number == certificate.Number))
            return InsuranceRefusals.CertificateExists.With(certificate.Number);
        if (insurance.Certificates.Count >= MaxCertificates)
            return InsuranceRefusals.TooMany.With(MaxCertificates);
        return new Decision<ProviderInsurance>.Changed(
            insurance with
            {
                Head = insurance.Head ?? new InsuranceHead(certificate.OpenedAt),
                Certificates = insurance.Certificates.Add(certificate.Id, certificate),
            },
            new JournalNote("CertificateOpened"),
            Answer.Created(
                CertificateView.Of(certificate, InsuranceBalance.None(currency)),
                InsuranceJson.Default.CertificateView,
                $"/api/v1/insurance/accounts/{insurance.Account}/certificates/{certificate.Id}"),
            []);
    }
}
