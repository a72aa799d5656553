namespace Solde.Functions.Insurance;

/// <param name="ValidTo">The last day that counts; null where no end is set.</param>
internal sealed record CertificateView(
    string Id, string Number, DateOnly ValidFrom, DateOnly? ValidTo, DateTimeOffset OpenedAt, InsuranceBalance Balance)
{
    public static CertificateView Of(Certificate certificate, InsuranceBalance balance) =>
        new(certificate.Id, certificate.Number, certificate.ValidFrom, certificate.ValidTo, certificate.OpenedAt, balance);
}
