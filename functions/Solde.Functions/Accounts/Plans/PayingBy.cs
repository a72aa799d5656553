using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>How a part is to be paid: by a saved method of the account, or offline.</summary>
/// <param name="PaymentMethod">Our id of the saved payment method; null for an offline one.</param>
internal sealed record PayingBy(string Method, string? PaymentMethod)
{
    private static readonly Text OneOfBoth = new(
        "give either a saved payment method or an offline method",
        "indiquez soit un mode de paiement enregistré, soit un mode hors ligne",
        "indique ou um meio de pagamento guardado ou um meio offline",
        "geef ofwel een bewaarde betaalwijze ofwel een offline betaalwijze");

    /// <param name="field">Where the request names them, such as <c>payers[0].</c>.</param>
    public static void Check(string field, string? paymentMethod, string? method, FieldErrors errors)
    {
        errors.Id(field + "paymentMethod", paymentMethod, needed: false);
        errors.Id(field + "method", method, needed: false);
        if (paymentMethod is null == method is null)
            errors.Add(field + "paymentMethod", OneOfBoth);
    }

    public static async Task<(PayingBy? Found, Refusal? Refusal)> FindAsync(
        string account, string? paymentMethod, string? method, OrganisationProfile profile, ISavedMethods saved, Command command)
    {
        if (paymentMethod is null)
        {
            return profile.Settings.OfflineMethods.Contains(method!)
                ? (new PayingBy(method!, null), null)
                : (null, AccountRefusals.UnknownMethod.With(method!));
        }
        return await saved.TypeOfAsync(command.Organisation, account, paymentMethod, command.CancellationToken) is { } type
            ? (new PayingBy(type, paymentMethod), null)
            : (null, SavedMethodRefusals.Unknown.With(paymentMethod));
    }
}
