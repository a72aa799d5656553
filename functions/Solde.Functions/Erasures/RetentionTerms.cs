using Solde.Functions.Aggregates;
using Solde.Functions.Organisations;

namespace Solde.Functions.Erasures;

/// <summary>How long an organisation keeps what it knows of people, as instants.</summary>
internal sealed class RetentionTerms(IOrganisationDirectory organisations, TimeProvider clock)
{
    /// <summary>
    /// Books are kept for whole years after the end of the one in which they changed last, in the organisation's time zone; all else for months.
    /// </summary>
    public async Task<ErasureTerms> OfAsync(string organisation, CancellationToken cancellation)
    {
        var profile = (await organisations.FindAsync(organisation, cancellation))!.Profile!;
        var retention = profile.Settings.Retention ?? RetentionSettings.Default;
        var now = clock.GetUtcNow();
        var year = profile.Calendar.Today(now).Year - retention.BookYears;
        return new ErasureTerms(profile.Calendar.StartOf(new DateOnly(year, 1, 1)), now.AddMonths(-retention.OtherMonths));
    }
}
