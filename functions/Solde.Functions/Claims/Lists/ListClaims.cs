using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>Claim files by state, network, insurer and age (CLM-19), oldest or newest first.</summary>
internal static class ListClaims
{
    private static readonly Text BadDays = new(
        "must be from 0 to {0}", "doit être de 0 à {0}", "deve ser de 0 a {0}", "moet van 0 tot {0} zijn");

    private const int MaxDays = 36_500;

    /// <param name="minAgeDays">Opened so many days ago or longer.</param>
    /// <param name="maxAgeDays">Opened so many days ago or less.</param>
    public static async Task<Answer> Handle(
        string? state,
        string? network,
        string? insurer,
        int? minAgeDays,
        int? maxAgeDays,
        bool? hasDifference,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        ClaimIndex index,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, ClaimStates.All, needed: false);
        errors.OneOf("network", network, ClaimNetworks.Names, needed: false);
        errors.Text("insurer", insurer, FieldErrors.NameLength, needed: false);
        if (minAgeDays is < 0 or > MaxDays)
            errors.Add("minAgeDays", BadDays, MaxDays);
        if (maxAgeDays is < 0 or > MaxDays)
            errors.Add("maxAgeDays", BadDays, MaxDays);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var now = clock.GetUtcNow();
        var filter = new ClaimFilter(
            state,
            network,
            insurer,
            maxAgeDays is { } most ? now.AddDays(-most) : null,
            minAgeDays is { } least ? now.AddDays(-least) : null,
            hasDifference);
        return Cursor.Answer(
            await index.PageAsync(command.Organisation, filter, list, command.CancellationToken), ClaimsJson.Default.PageClaimItem);
    }
}
