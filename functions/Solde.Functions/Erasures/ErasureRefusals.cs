using Solde.Functions.Api;

namespace Solde.Functions.Erasures;

internal static class ErasureRefusals
{
    public static readonly RefusalKind RetentionNotOver = new("retention_not_over", StatusCodes.Status409Conflict, new Text(
        "The law wants this kept: it last changed at {0}, and what goes must not have changed since {1}.",
        "La loi veut que ceci soit gardé : dernier changement le {0}, et ce qui part ne doit pas avoir changé depuis {1}.",
        "A lei quer que isto seja guardado: última alteração em {0}, e o que sai não pode ter mudado desde {1}.",
        "De wet wil dat dit bewaard blijft: laatst gewijzigd op {0}, en wat verdwijnt mag niet gewijzigd zijn sinds {1}."));

    public static readonly RefusalKind RecordNotAtRest = new("record_not_at_rest", StatusCodes.Status409Conflict, new Text(
        "Something of it is under way or owed: settle that first.",
        "Quelque chose y est en cours ou dû : réglez-le d'abord.",
        "Há algo em curso ou em dívida: resolva isso primeiro.",
        "Er loopt nog iets of er is nog iets verschuldigd: handel dat eerst af."));
}
