using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>Replaces the settings of debits; rules that were set by the old ones stay as they are.</summary>
internal static class ChangeDebitSettings
{
    public sealed record Request(
        IReadOnlyList<ListedReason>? Reasons = null,
        IReadOnlyList<ListedTerm>? QuotaTypes = null,
        IReadOnlyList<ListedRate>? CancellationReducers = null,
        IReadOnlyList<ListedRate>? PermanenceFees = null,
        IReadOnlyList<DebitBank>? Banks = null,
        IReadOnlyList<CollectionAgent>? Agents = null,
        bool? ReleasesForInsurerDecision = null,
        MandateTerms? Mandates = null,
        IReadOnlyList<BankAgreement>? Agreements = null,
        RunTerms? Runs = null);

    public static async Task<Answer> Handle(
        Request request,
        Command command,
        AggregateStore<DebitSettings> settings,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var next = new DebitTerms(
            0,
            request.Reasons ?? [],
            request.QuotaTypes ?? [],
            request.CancellationReducers ?? [],
            request.PermanenceFees ?? [],
            request.Banks ?? [],
            request.Agents ?? [],
            request.ReleasesForInsurerDecision ?? false,
            request.Mandates,
            request.Agreements ?? [],
            request.Runs,
            clock.GetUtcNow(),
            command.Actor);
        var errors = new FieldErrors();
        DebitTermsCheck.Of(next, profile.Currency, errors);
        if (errors.Any)
            return errors.ToRefusal();
        return await settings.ChangeAsync(DebitSettings.Id, command, current => Decide(current, next, command.IfMatch));
    }

    internal static Decision<DebitSettings> Decide(DebitSettings settings, DebitTerms wanted, string? ifMatch)
    {
        var current = settings.Current;
        if (ifMatch is not null && ifMatch != current.ETag)
            return CommonRefusals.Stale;
        var next = wanted with { Version = current.Version + 1 };
        return new Decision<DebitSettings>.Changed(
            settings with { Head = next, Versions = settings.Versions.SetItem(next.Key, next) },
            new JournalNote("DebitSettingsChanged"),
            Answer.Ok(next, DebitsJson.Default.DebitTerms, next.ETag),
            []);
    }
}
