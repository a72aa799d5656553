using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Why a line of a return file is shown to a person. Codes are stable, for programs.</summary>
internal static class ListedReasons
{
    public const string UnknownLine = "unknown_line";
    public const string NoCharge = "no_charge";
    public const string NeverSent = "never_sent";
    public const string NothingSent = "nothing_sent";
    public const string AmountDiffers = "amount_differs";
    public const string Overpaid = "overpaid";
    public const string PaidAgain = "paid_again";
    public const string Contradicts = "contradicts";
    public const string UnknownCode = "unknown_code";
    public const string UnknownMandate = "unknown_mandate";
    public const string MandateState = "mandate_state";
    public const string BanksWords = "banks_words";
    public const string Erased = "erased";

    public static readonly IReadOnlyDictionary<string, Text> All = new Dictionary<string, Text>(StringComparer.Ordinal)
    {
        [UnknownLine] = new(
            "The bank names no line of ours.",
            "La banque ne nomme aucune de nos lignes.",
            "O banco não indica nenhuma linha nossa.",
            "De bank noemt geen regel van ons."),
        [NoCharge] = new(
            "There is no charge that the line was for.",
            "Il n'y a pas de demande à laquelle cette ligne correspond.",
            "Não há cobrança à qual a linha corresponda.",
            "Er is geen vordering waar de regel bij hoort."),
        [NeverSent] = new(
            "The charge was not asked for by this line under this agreement.",
            "La demande n'a pas été faite par cette ligne sous cette convention.",
            "A cobrança não foi pedida por esta linha neste convênio.",
            "De vordering is niet met deze regel onder deze overeenkomst gevraagd."),
        [NothingSent] = new(
            "The bank speaks of a file or a batch that we did not send.",
            "La banque parle d'un fichier ou d'un lot que nous n'avons pas envoyé.",
            "O banco fala de um ficheiro ou lote que não enviámos.",
            "De bank spreekt van een bestand of een batch die wij niet verstuurd hebben."),
        [AmountDiffers] = new(
            "The amount is not the one that was asked for. What arrived is booked.",
            "Le montant n'est pas celui qui a été demandé. Ce qui est arrivé est comptabilisé.",
            "O valor não é o que foi pedido. O que chegou está lançado.",
            "Het bedrag is niet wat gevraagd werd. Wat aankwam is geboekt."),
        [Overpaid] = new(
            "More arrived than was left to pay. The rest is not booked: pay it back, or enter it where it belongs.",
            "Il est arrivé plus que le restant dû. Le surplus n'est pas comptabilisé : remboursez-le ou inscrivez-le où il convient.",
            "Chegou mais do que faltava pagar. O excedente não está lançado: devolva-o ou lance-o onde pertence.",
            "Er kwam meer aan dan er nog te betalen was. De rest is niet geboekt: betaal die terug of boek die waar ze hoort."),
        [PaidAgain] = new(
            "The charge was paid before. This money is not booked: pay it back, or enter it where it belongs.",
            "La demande était déjà payée. Cet argent n'est pas comptabilisé : remboursez-le ou inscrivez-le où il convient.",
            "A cobrança já estava paga. Este dinheiro não está lançado: devolva-o ou lance-o onde pertence.",
            "De vordering was al betaald. Dit geld is niet geboekt: betaal het terug of boek het waar het hoort."),
        [Contradicts] = new(
            "The bank has said otherwise of this line before.",
            "La banque a dit autre chose de cette ligne auparavant.",
            "O banco disse outra coisa desta linha antes.",
            "De bank heeft eerder iets anders over deze regel gezegd."),
        [UnknownCode] = new(
            "We have no rule for this record or its code: ask the bank.",
            "Nous n'avons pas de règle pour cet enregistrement ou son code : demandez à la banque.",
            "Não temos regra para este registro ou o seu código: pergunte ao banco.",
            "Wij hebben geen regel voor deze record of haar code: vraag het de bank."),
        [UnknownMandate] = new(
            "There is no mandate with this reference.",
            "Il n'y a pas de mandat portant cette référence.",
            "Não há autorização com esta referência.",
            "Er is geen machtiging met deze referentie."),
        [MandateState] = new(
            "What the bank says cannot happen to the mandate as it stands.",
            "Ce que dit la banque ne peut arriver au mandat dans son état.",
            "O que o banco diz não pode acontecer à autorização no seu estado.",
            "Wat de bank zegt kan niet gebeuren met de machtiging zoals ze is."),
        [BanksWords] = new(
            "The bank answers in words of its own: read them.",
            "La banque répond avec ses propres mots : lisez-les.",
            "O banco responde com palavras suas: leia-as.",
            "De bank antwoordt in haar eigen woorden: lees ze."),
        [Erased] = new(
            "What the charge said of people was erased by law. Nothing of it changes any more: settle it with the bank.",
            "Ce que la demande disait de personnes a été effacé selon la loi. Rien n'y change plus : réglez cela avec la banque.",
            "O que a cobrança dizia de pessoas foi apagado por lei. Nada mais muda nela: resolva com o banco.",
            "Wat de vordering over personen zei is volgens de wet gewist. Er verandert niets meer aan: regel het met de bank."),
    };
}
