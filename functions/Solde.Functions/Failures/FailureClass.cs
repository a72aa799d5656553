using Solde.Functions.Api;

namespace Solde.Functions.Failures;

/// <summary>
/// Why payments fail, over every scheme (PAY-13). The class decides what is done; a scheme's codes are data that name a class.
/// </summary>
/// <param name="Action">One of <see cref="FailureActions"/>.</param>
/// <param name="Why">Why that is what is done.</param>
/// <param name="Meaning">What to tell a person where the code deserves no finer words.</param>
internal sealed record FailureClass(string Name, string Action, string Why, Text Meaning)
{
    public static readonly FailureClass Funds = new(
        "funds",
        FailureActions.Retry,
        "Money comes to an account: another day may do.",
        new Text(
            "There is not enough money on the account.",
            "Les fonds sont insuffisants.",
            "O saldo é insuficiente.",
            "Er staat niet genoeg geld op de rekening."));

    public static readonly FailureClass Account = new(
        "account",
        FailureActions.AskCustomer,
        "That card or account will never pay: the customer must give another one.",
        new Text(
            "This card or bank account cannot be charged; use another one.",
            "Cette carte ou ce compte bancaire ne peut pas être débité; utilisez-en un autre.",
            "Este cartão ou esta conta bancária não pode ser debitado; utilize outro.",
            "Deze kaart of bankrekening kan niet worden gedebiteerd; gebruik een andere."));

    public static readonly FailureClass Mandate = new(
        "mandate",
        FailureActions.AskCustomer,
        "The customer has not agreed, or not any more: only he can.",
        new Text(
            "The customer's agreement to this payment is missing or has ended.",
            "L'accord du client pour ce paiement manque ou a pris fin.",
            "Falta o acordo do cliente para este pagamento, ou terminou.",
            "De toestemming van de klant voor deze betaling ontbreekt of is beëindigd."));

    public static readonly FailureClass Limit = new(
        "limit",
        FailureActions.AskCustomer,
        "The bank's limit stays what it is until the customer has it raised, or pays in parts.",
        new Text(
            "The amount is above what the bank allows.",
            "Le montant dépasse ce que la banque autorise.",
            "O valor ultrapassa o que o banco permite.",
            "Het bedrag is hoger dan wat de bank toestaat."));

    public static readonly FailureClass OurData = new(
        "our_data",
        FailureActions.FixAndSend,
        "What we sent is wrong: it would fail again as it is.",
        new Text(
            "The payment was sent with wrong details; it has to be corrected and sent again.",
            "Le paiement a été envoyé avec des données inexactes; il faut les corriger et le renvoyer.",
            "O pagamento foi enviado com dados incorretos; é preciso corrigi-los e enviá-lo de novo.",
            "De betaling is met verkeerde gegevens verstuurd; ze moet worden verbeterd en opnieuw verstuurd."));

    public static readonly FailureClass Dispute = new(
        "dispute",
        FailureActions.ShowToPerson,
        "Somebody objects: charging again without a word makes it worse.",
        new Text(
            "The customer or the bank objects to this payment.",
            "Le client ou la banque s'oppose à ce paiement.",
            "O cliente ou o banco opõe-se a este pagamento.",
            "De klant of de bank maakt bezwaar tegen deze betaling."));

    public static readonly FailureClass Stop = new(
        "stop",
        FailureActions.StopContact,
        "The holder has died, or the law forbids it: nothing more goes out by itself.",
        new Text(
            "No further payment may be asked for; look at the file before anyone is contacted.",
            "Aucun autre paiement ne doit être demandé; consultez le dossier avant tout contact.",
            "Não deve ser pedido mais nenhum pagamento; consulte o processo antes de qualquer contacto.",
            "Er mag geen betaling meer worden gevraagd; bekijk het dossier voor iemand wordt gecontacteerd."));

    public static readonly FailureClass Technical = new(
        "technical",
        FailureActions.Retry,
        "Nobody refused: the way there was closed for a while.",
        new Text(
            "The bank could not handle the payment just now; it can be tried again.",
            "La banque n'a pas pu traiter le paiement; il peut être réessayé.",
            "O banco não conseguiu processar o pagamento; pode ser tentado de novo.",
            "De bank kon de betaling nu niet verwerken; ze kan opnieuw worden geprobeerd."));

    public static readonly FailureClass Unknown = new(
        "unknown",
        FailureActions.ShowToPerson,
        "Without a reason nobody knows whether another try helps or harms.",
        new Text(
            "The bank refused the payment without saying why.",
            "La banque a refusé le paiement sans dire pourquoi.",
            "O banco recusou o pagamento sem indicar o motivo.",
            "De bank weigerde de betaling zonder te zeggen waarom."));

    public static readonly IReadOnlyList<FailureClass> All =
        [Funds, Account, Mandate, Limit, OurData, Dispute, Stop, Technical, Unknown];
}

/// <summary>What is done about a failure.</summary>
internal static class FailureActions
{
    /// <summary>By the organisation's retry schedule (PAY-06).</summary>
    public const string Retry = "retry";

    public const string AskCustomer = "ask_customer";
    public const string FixAndSend = "fix_and_send";
    public const string StopContact = "stop_contact";
    public const string ShowToPerson = "show_to_person";
}
