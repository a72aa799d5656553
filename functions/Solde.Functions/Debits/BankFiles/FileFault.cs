using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Why a whole file is refused: nothing of it is read, or nothing of it is sent.</summary>
/// <param name="Line">Where it was noticed, from 1; 0 where it is about the file as a whole.</param>
internal sealed record FileFault(long Line, FileFaultKind Kind, IReadOnlyList<object> Arguments)
{
    public string In(string language) => Kind.Reason.In(language, [.. Arguments]);
}

/// <param name="Code">Stable, for programs.</param>
internal sealed record FileFaultKind(string Code, Text Reason)
{
    public FileFault At(long line, params object[] arguments) => new(line, this, arguments);
}

/// <summary>None of these sentences holds what a record says of a person: positions, counts and sums only.</summary>
internal static class FileFaults
{
    public static readonly FileFaultKind Empty = new("file_empty", new Text(
        "The file is empty.", "Le fichier est vide.", "O ficheiro está vazio.", "Het bestand is leeg."));

    public static readonly FileFaultKind RecordLength = new("record_length", new Text(
        "The record has {0} characters where {1} are needed.",
        "L'enregistrement a {0} caractères au lieu de {1}.",
        "O registro tem {0} caracteres em vez de {1}.",
        "De record telt {0} tekens in plaats van {1}."));

    public static readonly FileFaultKind RecordType = new("record_type", new Text(
        "A record of type {0} is not expected here.",
        "Un enregistrement de type {0} n'est pas attendu ici.",
        "Um registro do tipo {0} não é esperado aqui.",
        "Een record van type {0} wordt hier niet verwacht."));

    public static readonly FileFaultKind NoTrailer = new("no_trailer", new Text(
        "The file ends without its trailer: it was cut.",
        "Le fichier se termine sans enregistrement final : il a été coupé.",
        "O ficheiro termina sem o registro final: foi cortado.",
        "Het bestand eindigt zonder sluitrecord: het is afgebroken."));

    public static readonly FileFaultKind Field = new("field", new Text(
        "Positions {0} to {1} ({2}) are not as the layout has them.",
        "Les positions {0} à {1} ({2}) ne sont pas conformes au format.",
        "As posições {0} a {1} ({2}) não estão conformes ao layout.",
        "De posities {0} tot {1} ({2}) zijn niet zoals de lay-out ze voorschrijft."));

    public static readonly FileFaultKind Count = new("count", new Text(
        "The file says that it has {0} and it has {1}.",
        "Le fichier en annonce {0} et en contient {1}.",
        "O ficheiro anuncia {0} e contém {1}.",
        "Het bestand vermeldt er {0} en bevat er {1}."));

    public static readonly FileFaultKind Total = new("total", new Text(
        "The file says {0} (in cents) and its lines add up to {1}.",
        "Le fichier annonce {0} (en cents) et ses lignes totalisent {1}.",
        "O ficheiro anuncia {0} (em centavos) e as linhas somam {1}.",
        "Het bestand vermeldt {0} (in cent) en de regels tellen op tot {1}."));

    public static readonly FileFaultKind Sequence = new("sequence", new Text(
        "This is file number {0} where number {1} is expected.",
        "C'est le fichier numéro {0} alors que le numéro {1} est attendu.",
        "Este é o ficheiro número {0}, mas esperava-se o número {1}.",
        "Dit is bestand nummer {0} terwijl nummer {1} wordt verwacht."));

    public static readonly FileFaultKind RecordNumber = new("record_number", new Text(
        "The record says that it is number {0} where number {1} is due.",
        "L'enregistrement porte le numéro {0} au lieu de {1}.",
        "O registro tem o número {0} em vez de {1}.",
        "De record draagt nummer {0} in plaats van {1}."));

    public static readonly FileFaultKind OtherAgreement = new("other_agreement", new Text(
        "The file belongs to another agreement: {0} does not match.",
        "Le fichier relève d'une autre convention : {0} ne correspond pas.",
        "O ficheiro é de outro convênio: {0} não corresponde.",
        "Het bestand hoort bij een andere overeenkomst: {0} klopt niet."));

    public static readonly FileFaultKind TooLarge = new("too_large", new Text(
        "The file has more than {0} lines or characters.",
        "Le fichier dépasse {0} lignes ou caractères.",
        "O ficheiro ultrapassa {0} linhas ou caracteres.",
        "Het bestand telt meer dan {0} regels of tekens."));

    public static readonly FileFaultKind Xml = new("xml", new Text(
        "This is not whole XML: it breaks at column {0}.",
        "Ce XML n'est pas complet : il est brisé à la colonne {0}.",
        "Este XML não está íntegro: quebra na coluna {0}.",
        "Deze XML is niet heel: ze breekt af op kolom {0}."));

    public static readonly FileFaultKind Element = new("element", new Text(
        "{0} is missing or is not as the schema has it.",
        "{0} manque ou n'est pas conforme au schéma.",
        "{0} falta ou não está conforme ao esquema.",
        "{0} ontbreekt of is niet zoals het schema het voorschrijft."));

    public static readonly FileFaultKind Repeated = new("file_repeated", new Text(
        "A file with this id was read before, and it was another one.",
        "Un fichier portant cet identifiant a déjà été lu, et c'en était un autre.",
        "Um ficheiro com este identificador já foi lido, e era outro.",
        "Een bestand met deze id is al gelezen, en dat was een ander."));

    public static readonly IReadOnlyList<FileFaultKind> All =
    [
        Empty, RecordLength, RecordType, NoTrailer, Field, Count, Total, Sequence, RecordNumber, OtherAgreement, TooLarge, Xml, Element, Repeated,
    ];

    /// <summary>A record's type as a sentence may name it.</summary>
    public static string Shown(char type) => char.IsAsciiLetterOrDigit(type) ? type.ToString() : "?";
}
