using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Insurance;

/// <summary>Changes the office's fees for invoices made from now on; earlier ones keep theirs (INS-07).</summary>
internal static class ChangeFees
{
    private static readonly Text BadRate = new(
        "must be from 0 to {0}", "doit être de 0 à {0}", "deve ser de 0 a {0}", "moet van 0 tot {0} zijn");

    /// <param name="AddsOnlineFees">Whether paying online costs the online fees.</param>
    public sealed record Request(Fee? Administration, Fee? Online, bool? AddsOnlineFees = null, string? Reason = null);

    /// <param name="RatePartsPerMillion">3.5 % is 35000; none unless given.</param>
    /// <param name="Fixed">None unless given.</param>
    public sealed record Fee(int? RatePartsPerMillion = null, Money? Fixed = null)
    {
        public Tariff ToTariff(string currency) => new(RatePartsPerMillion ?? 0, Fixed ?? Money.Zero(currency));
    }

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<FeeSettings> settings, IOrganisationDirectory organisations, TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        Check(request.Administration, "administration", profile.Currency, errors);
        Check(request.Online, "online", profile.Currency, errors);
        errors.Text("reason", request.Reason, FieldErrors.NoteLength, needed: false);
        if (errors.Any)
            return errors.ToRefusal();

        var next = new FeeVersion(
            0,
            (request.Administration ?? new Fee()).ToTariff(profile.Currency),
            (request.Online ?? new Fee()).ToTariff(profile.Currency),
            request.AddsOnlineFees ?? false,
            clock.GetUtcNow(),
            command.Actor,
            request.Reason);
        return await settings.ChangeAsync(FeeSettings.Id, command, current => Decide(current, next, profile.Currency, command.IfMatch));
    }

    internal static Decision<FeeSettings> Decide(FeeSettings settings, FeeVersion wanted, string currency, string? ifMatch)
    {
        var current = settings.Current(currency);
        if (ifMatch is not null && ifMatch != current.ETag)
            return CommonRefusals.Stale;
        var isSame = wanted.Administration == current.Administration
            && wanted.Online == current.Online
            && wanted.AddsOnlineFees == current.AddsOnlineFees;
        if (isSame)
            return new Decision<FeeSettings>.Unchanged(View(current));
        // Clocks of two processes differ a little: a version never begins before the one that it follows.
        var next = wanted with
        {
            Version = current.Version + 1,
            ValidFrom = current.ValidFrom > wanted.ValidFrom ? current.ValidFrom : wanted.ValidFrom,
        };
        return new Decision<FeeSettings>.Changed(
            settings with { Head = next, Versions = settings.Versions.SetItem(next.Key, next) },
            new JournalNote("FeesChanged", next.Reason),
            View(next),
            []);
    }

    private static Answer View(FeeVersion version) => Answer.Ok(version, InsuranceJson.Default.FeeVersion, version.ETag);

    private static void Check(Fee? fee, string field, string currency, FieldErrors errors)
    {
        if (fee?.RatePartsPerMillion is < 0 or > Tariff.MaxRate)
            errors.Add(field + ".ratePartsPerMillion", BadRate, Tariff.MaxRate);
        if (fee?.Fixed is { } amount)
            errors.Amount(field + ".fixed", amount, currency);
    }
}
