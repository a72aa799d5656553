using Solde.Functions.Api;

namespace Solde.Functions.Payments;

internal static class PaymentRefusals
{
    public static readonly RefusalKind MethodRefused = new("payment_method_refused", StatusCodes.Status422UnprocessableEntity, new Text(
        "The provider does not accept this payment method ({0}).",
        "Le fournisseur n'accepte pas ce mode de paiement ({0}).",
        "O fornecedor não aceita este meio de pagamento ({0}).",
        "De betaalprovider aanvaardt deze betaalwijze niet ({0})."));

    public static readonly RefusalKind FindingNeedsPerson = new("finding_needs_person", StatusCodes.Status409Conflict, new Text(
        "The provider's word cannot settle this ({0}): look at both sides and correct the wrong one.",
        "La réponse du fournisseur ne peut pas régler cet écart ({0}) : examinez les deux côtés et corrigez celui qui est faux.",
        "A resposta do fornecedor não resolve esta diferença ({0}): verifique os dois lados e corrija o que está errado.",
        "Het woord van de betaalprovider lost dit niet op ({0}): bekijk beide kanten en verbeter de verkeerde."));

    public static readonly RefusalKind BadSignature = new("bad_signature", StatusCodes.Status400BadRequest, new Text(
        "The signature is not valid.",
        "La signature n'est pas valide.",
        "A assinatura não é válida.",
        "De handtekening is niet geldig."));
}
