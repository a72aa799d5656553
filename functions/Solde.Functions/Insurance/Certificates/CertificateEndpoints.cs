using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

internal static class CertificateEndpoints
{
    public static void Map(RouteGroupBuilder certificates)
    {
        certificates.MapGet("/", ListCertificates.Handle).Needs(Scopes.BillingRead).Produces<Page<CertificateView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A provider's certificates, all or those valid on a day, oldest or newest first.");
        certificates.MapPost("/", OpenCertificate.Handle).Needs(Scopes.BillingWrite).Produces<CertificateView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, InsuranceRefusals.CertificateExists, InsuranceRefusals.TooMany)
            .WithSummary("Open a certificate for a provider who has an account.");
        certificates.MapGet("/{certificate}", ReadCertificate.Handle).Needs(Scopes.BillingRead).Produces<CertificateView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A certificate with its balance.");
    }
}
