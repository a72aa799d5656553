using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>What a service may say of itself, encoded or corrected.</summary>
internal static class ServiceFields
{
    public static readonly Text Needed = new("is needed", "est requis", "é obrigatório", "is verplicht");

    private static readonly Text BadCount = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot {1} zijn");

    private static readonly Text Future = new("is in the future", "est dans le futur", "está no futuro", "ligt in de toekomst");

    public static void Check(int? vouchers, DateOnly? performedOn, VoucherMoment moment, FieldErrors errors)
    {
        if (vouchers is < 1 or > EncodeService.MaxVouchers)
            errors.Add("vouchers", BadCount, 1, EncodeService.MaxVouchers);
        errors.Day("performedOn", performedOn);
        if (performedOn > moment.Today)
            errors.Add("performedOn", Future);
    }
}
