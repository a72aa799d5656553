using Solde.Functions.Api;

namespace Solde.Functions.Claims;

internal static class ClaimTexts
{
    private static readonly Text Notice = new(
        "the notice of claim (AS)", "l'avis de sinistre (AS)", "o aviso de sinistro (AS)", "de schademelding (AS)");

    private static readonly Text Answer = new(
        "the insurer's answer to what was sent",
        "la réponse de l'assureur à ce qui a été envoyé",
        "a resposta da seguradora ao que foi enviado",
        "het antwoord van de verzekeraar op wat is verstuurd");

    private static readonly Text Payment = new(
        "the payment of the accepted invoice",
        "le paiement de la facture acceptée",
        "o pagamento da fatura aceite",
        "de betaling van de aanvaarde factuur");

    private static readonly Text Nothing = new(
        "nothing any more: the file has moved on",
        "plus rien : le dossier a avancé",
        "mais nada: o processo avançou",
        "niets meer: het dossier is verder");

    /// <summary>What a file in a state waits for, in the middle of a sentence.</summary>
    public static Text Awaited(string state) => state switch
    {
        ClaimStates.AwaitingNotice => Notice,
        ClaimStates.Sent => Answer,
        ClaimStates.AwaitingPayment => Payment,
        _ => Nothing,
    };
}
