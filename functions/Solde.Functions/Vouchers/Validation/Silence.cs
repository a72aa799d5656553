namespace Solde.Functions.Vouchers;

/// <summary>Whose delay ended without a word: that counts as a yes (VOU-02). Pure.</summary>
internal static class Silence
{
    /// <summary>The first instant at which a silence will count; null where none does.</summary>
    public static DateTimeOffset? NextIn(Wallet wallet) => wallet.Services.Values.Select(NextIn).Min();

    public static DateTimeOffset? NextIn(Service service)
    {
        if (!service.IsInValidation || !service.SilenceCounts)
            return null;
        var user = service.User.IsPending ? service.User.By : null;
        var company = service.CompanySide.IsPending ? service.CompanySide.By : null;
        return user is null || company < user ? company ?? user : user;
    }
}
