using Solde.Functions.Api;

namespace Solde.Functions.Payments;

internal static class PaymentRefusals
{
    public static readonly RefusalKind MethodRefused = new("payment_method_refused", StatusCodes.Status422UnprocessableEntity, new Text(
        "The provider does not accept this payment method ({0}).",
        "Le fournisseur n'accepte pas ce mode de paiement ({0}).",
        "O fornecedor não aceita este meio de pagamento ({0}).",
        "De betaalprovider aanvaardt deze betaalwijze niet ({0})."));

    public static readonly RefusalKind BadSignature = new("bad_signature", StatusCodes.Status400BadRequest, new Text(
        "The signature is not valid.",
        "La signature n'est pas valide.",
        "A assinatura não é válida.",
        "De handtekening is niet geldig."));
}
