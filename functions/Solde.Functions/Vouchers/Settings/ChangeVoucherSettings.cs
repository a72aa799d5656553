using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Vouchers;

/// <summary>Replaces the settings for what is ordered and encoded from now on: deadlines that run keep theirs.</summary>
internal static class ChangeVoucherSettings
{
    private const int MaxRegions = 50;
    private const int MaxDays = 60;
    private const int MaxMonths = 120;
    private const int MaxNoticeDays = 365;

    private static readonly Text BadNumber = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot {1} zijn");

    private static readonly Text Needed = new("is needed", "est requis", "é obrigatório", "is verplicht");

    /// <param name="Value">Of a voucher whose order names none; each order must where this is not given.</param>
    /// <param name="Regions">By code; none unless given.</param>
    public sealed record Request(
        Money? Value = null,
        int? ValidityMonths = null,
        int? ExpiryNoticeDays = null,
        IReadOnlyDictionary<string, RegionRequest?>? Regions = null,
        string? Reason = null);

    /// <param name="Mode">parallel unless given.</param>
    public sealed record RegionRequest(
        string? Mode = null,
        Delay? Company = null,
        Delay? User = null,
        Delay? Absence = null,
        IReadOnlyDictionary<string, EncoderDelays?>? ByEncoder = null);

    public static async Task<Answer> Handle(
        Request request,
        Command command,
        AggregateStore<VoucherSettings> settings,
        VoucherTerms terms,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = Check(request, profile.Currency);
        if (errors.Any)
            return errors.ToRefusal();
        var wanted = new SettingsVersion(
            0,
            request.Value,
            request.ValidityMonths ?? SettingsVersion.BuiltIn.ValidityMonths,
            request.ExpiryNoticeDays ?? SettingsVersion.BuiltIn.ExpiryNoticeDays,
            RegionsOf(request),
            clock.GetUtcNow(),
            command.Actor,
            request.Reason);
        var answer = await settings.ChangeAsync(VoucherSettings.Id, command, current => Decide(current, wanted, command.IfMatch));
        terms.Forget(command.Organisation);
        return answer;
    }

    internal static Decision<VoucherSettings> Decide(VoucherSettings settings, SettingsVersion wanted, string? ifMatch)
    {
        var current = settings.Current;
        if (ifMatch is not null && ifMatch != current.ETag)
            return CommonRefusals.Stale;
        // Clocks of two processes differ a little: a version never begins before the one that it follows.
        var next = wanted with
        {
            Version = current.Version + 1,
            ValidFrom = current.ValidFrom > wanted.ValidFrom ? current.ValidFrom : wanted.ValidFrom,
        };
        return new Decision<VoucherSettings>.Changed(
            settings with { Head = next, Versions = settings.Versions.SetItem(next.Key, next) },
            new JournalNote("VoucherSettingsChanged", next.Reason),
            Answer.Ok(next, VouchersJson.Default.SettingsVersion, next.ETag),
            []);
    }

    private static Dictionary<string, RegionRules> RegionsOf(Request request) => (request.Regions ?? EmptyRegions).ToDictionary(
        pair => pair.Key,
        pair => new RegionRules(
            pair.Value!.Mode ?? ValidationModes.Parallel,
            pair.Value.Company ?? RegionRules.BuiltIn.Company,
            pair.Value.User ?? RegionRules.BuiltIn.User,
            pair.Value.Absence ?? RegionRules.BuiltIn.Absence,
            pair.Value.ByEncoder?.ToDictionary(encoder => encoder.Key, encoder => encoder.Value!, StringComparer.Ordinal)),
        StringComparer.Ordinal);

    private static readonly Dictionary<string, RegionRequest?> EmptyRegions = new(StringComparer.Ordinal);

    private static FieldErrors Check(Request request, string currency)
    {
        var errors = new FieldErrors();
        if (request.Value is { } value)
            errors.Amount("value", value, currency);
        Number("validityMonths", request.ValidityMonths, 1, MaxMonths, errors);
        Number("expiryNoticeDays", request.ExpiryNoticeDays, 0, MaxNoticeDays, errors);
        errors.Text("reason", request.Reason, FieldErrors.NoteLength, needed: false);
        if (request.Regions is { } regions)
            errors.Items("regions", regions.Keys.ToArray(), 0, MaxRegions);
        foreach (var (code, region) in request.Regions ?? EmptyRegions)
        {
            errors.Id($"regions.{code}", code);
            if (region is null)
                errors.Add($"regions.{code}", Needed);
            else
                Check(region, $"regions.{code}", errors);
        }
        return errors;
    }

    private static void Check(RegionRequest region, string field, FieldErrors errors)
    {
        errors.OneOf($"{field}.mode", region.Mode, ValidationModes.All, needed: false);
        Check(region.Company, $"{field}.company", errors);
        Check(region.User, $"{field}.user", errors);
        Check(region.Absence, $"{field}.absence", errors);
        if (region.ByEncoder is null)
            return;
        foreach (var (encoder, delays) in region.ByEncoder)
        {
            errors.OneOf($"{field}.byEncoder", encoder, Encoders.All);
            if (delays is null)
                errors.Add($"{field}.byEncoder.{encoder}", Needed);
            Check(delays?.Company, $"{field}.byEncoder.{encoder}.company", errors);
            Check(delays?.User, $"{field}.byEncoder.{encoder}.user", errors);
        }
    }

    private static void Check(Delay? delay, string field, FieldErrors errors)
    {
        if (delay is null)
            return;
        Number($"{field}.days", delay.Days, 1, MaxDays, errors);
        errors.OneOf($"{field}.unit", delay.Unit, DelayUnits.All);
    }

    private static void Number(string field, int? value, int min, int max, FieldErrors errors)
    {
        if (value < min || value > max)
            errors.Add(field, BadNumber, min, max);
    }
}
