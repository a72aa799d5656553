using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

internal static class InsuranceRefusals
{
    public static readonly RefusalKind CertificateExists = new("certificate_exists", StatusCodes.Status409Conflict, new Text(
        "The provider has a certificate {0} already.",
        "La RSG a déjà un certificat {0}.",
        "A prestadora já tem um certificado {0}.",
        "De opvangouder heeft al een certificaat {0}."));

    public static readonly RefusalKind OutsideCertificate = new("outside_certificate", StatusCodes.Status422UnprocessableEntity, new Text(
        "{0} is outside the certificate's validity.",
        "Le {0} est hors de la période de validité du certificat.",
        "{0} está fora do período de validade do certificado.",
        "{0} valt buiten de geldigheid van het certificaat."));

    public static readonly RefusalKind TooMany = new("too_many", StatusCodes.Status409Conflict, new Text(
        "There are {0} here already, which is the most.",
        "Il y en a déjà {0} ici, soit le maximum.",
        "Já existem {0} aqui, que é o máximo.",
        "Er zijn hier al {0}, meer kan niet."));

    public static readonly RefusalKind Invoiced = new("endorsement_invoiced", StatusCodes.Status409Conflict, new Text(
        "This endorsement has its invoice already ({0}).",
        "Cet avenant a déjà sa facture ({0}).",
        "Este aditamento já tem a sua fatura ({0}).",
        "Dit aanhangsel heeft zijn factuur al ({0})."));

    public static readonly RefusalKind FeesTooLarge = new("fees_too_large", StatusCodes.Status422UnprocessableEntity, new Text(
        "Amount and administration fees come to more than {0}.",
        "Le montant et les frais d'administration dépassent {0}.",
        "O valor e as taxas de administração ultrapassam {0}.",
        "Bedrag en administratiekosten zijn samen meer dan {0}."));
}
