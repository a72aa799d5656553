using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The user says when he is away: services then wait longer for him, those that are encoded already, too (VOU-02).</summary>
internal static class AnnounceAbsence
{
    public const int MaxAbsences = 50;

    /// <summary>A transaction takes 100 operations, and each service is a row and a message.</summary>
    private const int ServicesOfStep = 40;

    private const int MaxDays = 366;

    private static readonly Text Needed = new("is needed", "est requis", "é obrigatório", "is verplicht");

    private static readonly Text BadEnd = new(
        "must not be past, before the beginning, or more than {0} days after it",
        "ne doit être ni passé, ni avant le début, ni plus de {0} jours après",
        "não deve estar no passado, nem antes do início, nem mais de {0} dias depois",
        "mag niet voorbij zijn, noch vóór het begin, noch meer dan {0} dagen erna liggen");

    /// <param name="To">The last day that counts.</param>
    public sealed record Request(DateOnly? From, DateOnly? To);

    public static async Task<Answer> Handle(
        string wallet, Request request, Command command, AggregateStore<Wallet> wallets, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = Check(request, moment);
        if (errors.Any)
            return errors.ToRefusal();
        var absence = new Absence(IdempotencyKey.NewId("abs"), request.From!.Value, request.To!.Value);
        return await wallets.ChangeAsync(wallet, command, current => Decide(current, absence, moment));
    }

    internal static Decision<Wallet> Decide(Wallet wallet, Absence absence, VoucherMoment moment)
    {
        if (wallet.Head is not { } head)
            return CommonRefusals.NotFound;
        // Those that are over count for nothing any more; the journal keeps them.
        Absence[] absences = [.. head.Absences.Where(known => known.To >= moment.Today), absence];
        if (absences.Length > MaxAbsences)
            return VoucherRefusals.TooManyAbsences.With(MaxAbsences);

        var note = new JournalNote("AbsenceAnnounced");
        var answer = Answer.Created(absence, VouchersJson.Default.Absence, $"/api/v1/vouchers/wallets/{wallet.Id}/absences/{absence.Id}");
        var longer = Longer(wallet, absence, moment).Chunk(ServicesOfStep).ToArray();
        var after = head with { Absences = absences };
        if (longer.Length <= 1)
        {
            var changed = longer.SelectMany(services => services).Aggregate(wallet, (known, service) => known.With(service));
            return new Decision<Wallet>.Changed(changed with { Head = after }, note, answer, []);
        }
        // The absence last: a repeated command that died half-way lengthens what is left, and announces it once.
        return new Decision<Wallet>.InSteps(
        [
            .. longer.Select(services =>
            {
                var before = wallet.Only(services.Select(service => wallet.Services[service.Id]));
                return new Step<Wallet>(before, wallet.Only(services), new JournalNote("DelaysLengthened"), Answer: null);
            }),
            new Step<Wallet>(wallet.Only([]), wallet.Only([]) with { Head = after }, note, answer),
        ]);
    }

    private static IEnumerable<Service> Longer(Wallet wallet, Absence absence, VoucherMoment moment)
    {
        var rules = moment.Settings.RulesOf(wallet.Head!.Region);
        foreach (var service in wallet.Services.Values.Where(service => service.IsInValidation && service.SilenceCounts))
        {
            // A delay that has ended is no delay any more, though the timer may not have come by.
            if (!service.User.IsPending || service.User.By is not { } by || by <= moment.Now)
                continue;
            var from = rules.Mode == ValidationModes.Successive ? service.CompanySide.At ?? service.EncodedAt : service.EncodedAt;
            var longer = Deadlines.Lengthened(by, absence, rules, moment.Calendar, from);
            if (longer > by)
                yield return service with { User = service.User with { By = longer } };
        }
    }

    private static FieldErrors Check(Request request, VoucherMoment moment)
    {
        var errors = new FieldErrors();
        if (request.From is null)
            errors.Add("from", Needed);
        errors.Day("from", request.From);
        if (request.To is null)
            errors.Add("to", Needed);
        errors.Day("to", request.To);
        if (request.To < moment.Today || request.To < request.From || request.To?.DayNumber - request.From?.DayNumber > MaxDays)
            errors.Add("to", BadEnd, MaxDays);
        return errors;
    }
}
