using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

/// <summary>The certificates of all providers, by account, all or those valid on a day (COM-09).</summary>
internal static class ListOfficeCertificates
{
    /// <summary>So many are looked at for one page, then a cursor is handed over: no call runs on without end.</summary>
    private const int MaxLooked = 5_000;

    public static async Task<Answer> Handle(DateOnly? validOn, string? cursor, int? limit, Command command, CertificateReader certificates)
    {
        var errors = new FieldErrors();
        var (text, size) = Cursor.Read(cursor, limit, errors);
        (string Account, string Certificate)? after = null;
        if (text?.Split('|') is [var account, var certificate] && Ids.IsValid(account) && Ids.IsValid(certificate))
            after = (account, certificate);
        else if (text is not null)
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();

        var items = new List<OfficeCertificateView>();
        var last = "";
        var looked = 0;
        await foreach (var (holder, found) in certificates.AllAsync(command.Organisation, after, command.CancellationToken))
        {
            if (items.Count == size || looked++ == MaxLooked)
                return PageOf(items, Cursor.After(last));
            last = $"{holder}|{found.Id}";
            if (validOn is not { } day || found.IsValidOn(day))
                items.Add(OfficeCertificateView.Of(holder, found));
        }
        return PageOf(items, null);
    }

    private static Answer PageOf(IReadOnlyList<OfficeCertificateView> items, string? next) =>
        Cursor.Answer(new Page<OfficeCertificateView>(items, next), InsuranceJson.Default.PageOfficeCertificateView);
}

/// <summary>A certificate among those of others; its balance stands where it is asked for by itself.</summary>
/// <param name="ValidTo">The last day that counts; null where no end is set.</param>
internal sealed record OfficeCertificateView(
    string Account, string Id, string Number, DateOnly ValidFrom, DateOnly? ValidTo, DateTimeOffset OpenedAt)
{
    public static OfficeCertificateView Of(string account, Certificate certificate) => new(
        account, certificate.Id, certificate.Number, certificate.ValidFrom, certificate.ValidTo, certificate.OpenedAt);
}
