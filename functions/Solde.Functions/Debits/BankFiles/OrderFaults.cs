using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Why an order cannot go into a bank file. Fields are those of <see cref="DebitOrder"/>.</summary>
internal static class OrderFaults
{
    public static readonly FieldError LineId = new("lineId", new Text(
        "A line's id has 1 to 19 capital letters and digits.",
        "L'identifiant d'une ligne a de 1 à 19 majuscules et chiffres.",
        "O identificador de uma linha tem de 1 a 19 maiúsculas e algarismos.",
        "De id van een regel telt 1 tot 19 hoofdletters en cijfers."), []);

    public static readonly FieldError Kind = new("kind", new Text(
        "The bank's files have no such order.",
        "Les fichiers de cette banque ne prévoient pas cet ordre.",
        "Os ficheiros deste banco não preveem esta ordem.",
        "De bestanden van deze bank kennen zo'n opdracht niet."), []);

    public static readonly FieldError Currency = new("amount", new Text(
        "The agreement with the bank is in another currency.",
        "La convention avec la banque est dans une autre devise.",
        "O convênio com o banco é noutra moeda.",
        "De overeenkomst met de bank is in een andere munt."), []);

    public static readonly FieldError Amount = new("amount", new Text(
        "A debit is above zero and below what the layout holds; what asks for nothing is zero.",
        "Un débit est supérieur à zéro et tient dans le format; ce qui ne demande rien est à zéro.",
        "Um débito é superior a zero e cabe no layout; o que nada pede é zero.",
        "Een debitering is groter dan nul en past in de lay-out; wat niets vraagt is nul."), []);

    public static readonly FieldError PayerName = new("payerName", new Text(
        "The payer's name is missing, or has no letter that the bank can write.",
        "Le nom du payeur manque, ou n'a aucune lettre que la banque sache écrire.",
        "Falta o nome do pagador, ou não tem letra que o banco saiba escrever.",
        "De naam van de betaler ontbreekt, of heeft geen letter die de bank kan schrijven."), []);

    public static readonly FieldError Account = new("account", new Text(
        "This is no bank account of the scheme.",
        "Ce n'est pas un compte bancaire de ce système.",
        "Esta não é uma conta bancária deste esquema.",
        "Dit is geen bankrekening van dit schema."), []);

    public static readonly FieldError MandateReference = new("mandateReference", new Text(
        "The mandate's reference is missing, too long, or has characters that the bank does not take.",
        "La référence du mandat manque, est trop longue ou contient des caractères que la banque n'accepte pas.",
        "A referência da autorização falta, é longa demais ou tem caracteres que o banco não aceita.",
        "De referentie van het mandaat ontbreekt, is te lang of bevat tekens die de bank niet aanvaardt."), []);

    public static readonly FieldError MandateSignedOn = new("mandateSignedOn", new Text(
        "The day on which the mandate was signed is needed.",
        "Il faut le jour de la signature du mandat.",
        "É necessário o dia da assinatura da autorização.",
        "De dag waarop het mandaat werd getekend is nodig."), []);

    public static readonly FieldError TaxId = new("taxId", new Text(
        "A CPF has 11 digits, a CNPJ has 14.",
        "Un CPF a 11 chiffres, un CNPJ en a 14.",
        "Um CPF tem 11 dígitos, um CNPJ tem 14.",
        "Een CPF telt 11 cijfers, een CNPJ 14."), []);

    public static readonly FieldError Sequence = new("sequence", new Text(
        "There is no such place in the life of a mandate.",
        "Cette étape n'existe pas dans la vie d'un mandat.",
        "Não existe essa etapa na vida de uma autorização.",
        "Die plaats bestaat niet in het leven van een mandaat."), []);
}
