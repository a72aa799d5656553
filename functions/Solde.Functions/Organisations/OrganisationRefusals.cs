using Solde.Functions.Api;

namespace Solde.Functions.Organisations;

internal static class OrganisationRefusals
{
    public static readonly RefusalKind Exists = new("organisation_exists", StatusCodes.Status409Conflict, new Text(
        "An organisation with this id exists already.",
        "Une organisation portant cet identifiant existe déjà.",
        "Já existe uma organização com este identificador.",
        "Er bestaat al een organisatie met dit id."));

    public static readonly RefusalKind LastAdminKey = new("last_admin_key", StatusCodes.Status409Conflict, new Text(
        "This is the last key with the scope admin: make another one first.",
        "C'est la dernière clé ayant la permission admin : créez-en d'abord une autre.",
        "Esta é a última chave com a permissão admin: crie outra primeiro.",
        "Dit is de laatste sleutel met de machtiging admin: maak eerst een andere."));
}
