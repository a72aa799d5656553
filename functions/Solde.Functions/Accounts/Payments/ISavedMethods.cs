using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>What accounts need to know of saved payment methods. Asked for here, given by the payments area.</summary>
internal interface ISavedMethods
{
    /// <summary>card, acss_debit or sepa_debit; null where the account has no such method.</summary>
    Task<string?> TypeOfAsync(string organisation, string account, string paymentMethod, CancellationToken cancellation);
}

internal static class SavedMethodRefusals
{
    public static readonly RefusalKind Unknown = new("unknown_saved_method", StatusCodes.Status422UnprocessableEntity, new Text(
        "This account has no saved payment method {0}.",
        "Ce compte n'a pas de mode de paiement enregistré {0}.",
        "Esta conta não tem o meio de pagamento guardado {0}.",
        "Deze rekening heeft geen bewaarde betaalwijze {0}."));
}
