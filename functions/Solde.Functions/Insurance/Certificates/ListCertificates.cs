using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Insurance;

/// <summary>A provider's certificates, oldest or newest first, all or those valid on a day (COM-09).</summary>
internal static class ListCertificates
{
    public static async Task<Answer> Handle(
        string account,
        DateOnly? validOn,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<ProviderInsurance> insurance,
        IInvoicing invoicing,
        IOrganisationDirectory organisations)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        if (await invoicing.OpenAsync(command.Organisation, account, command.CancellationToken) is not { } open)
            return CommonRefusals.NotFound;

        var found = await insurance.ReadAsync(command.Organisation, account, command.CancellationToken);
        var certificates = found.Certificates.Values
            .Where(certificate => validOn is not { } day || certificate.IsValidOn(day))
            .Select(certificate => CertificateView.Of(
                certificate, InsuranceBalance.Of(found.EndorsementsOf(certificate.Id), open, profile.Currency)));
        return Cursor.Answer(
            Cursor.Page(certificates, certificate => certificate.Id, list.After, list.Limit, list.NewestFirst),
            InsuranceJson.Default.PageCertificateView);
    }
}
