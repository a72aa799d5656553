using System.Collections.Immutable;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Functions.Vouchers;

namespace Solde.Tests.Vouchers;

public sealed record VoucherStep(int Kind, int A, int B);

/// <summary>
/// A wallet that random commands change, by its pure rules alone. What settles is put away and given to a rule only when it asks for
/// it, as the store does: so a rule that needs more than it says fails here.
/// </summary>
internal sealed class RandomWallet
{
    private static readonly OrganisationProfile Profile =
        new("Issuer", "EUR", "Europe/Brussels", "fr", 1, OrganisationSettings.Default with { BankHolidays = [new(2026, 4, 6)] });

    private static readonly SettingsVersion Settings = SettingsVersion.BuiltIn with
    {
        ExpiryNoticeDays = 5,
        Regions = new Dictionary<string, RegionRules> { ["bru"] = RegionRules.BuiltIn with { Mode = ValidationModes.Successive } },
    };

    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private long _lastNumber;
    private int _made;

    public RandomWallet(bool isSuccessive)
    {
        var request = new OpenWallet.Request("A", "a@example.org", null, isSuccessive ? "bru" : null);
        Do("open", wallet => OpenWallet.Decide(wallet, request, Moment));
    }

    /// <summary>All documents, the settled ones, too.</summary>
    public Wallet Whole { get; private set; } = Wallet.Empty("wal_1");

    public Dictionary<string, long> Sums { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Actions { get; } = new(StringComparer.Ordinal);

    public VoucherMoment Moment => new("org", Profile, Settings, _now);

    public void Do(VoucherStep step)
    {
        switch (step.Kind)
        {
            case < 3:
                Order(1 + (step.A % 12), step.B % 40);
                break;
            case < 8:
                Encode(1 + (step.A % 9), step.B % 60);
                break;
            case < 13:
                Act(step.A, ConfirmService.Decide);
                break;
            case < 18:
                Act(step.A, ValidateService.Decide);
                break;
            case 18:
                Act(step.A, act => ContestService.Decide(act, "no"));
                break;
            case 19:
                Act(step.A, act => CorrectService.Decide(act, new CorrectService.Request("so", 1 + (step.B % 9))));
                break;
            case 20:
                Act(step.A, act => WithdrawService.Decide(act, "mistake"));
                break;
            case 21:
                var from = Moment.Today.AddDays(step.A % 5);
                var absence = new Absence($"abs_{++_made}", from, from.AddDays(step.B % 9));
                Do("away", wallet => AnnounceAbsence.Decide(wallet, absence, Moment));
                break;
            case < 24:
                _now += TimeSpan.FromHours(step.A % 100);
                break;
            default:
                Look();
                break;
        }
    }

    /// <summary>What the timer's message does, to its end.</summary>
    public void Look()
    {
        while (Do("look", wallet => LookAtWallet.Decide(wallet, Moment)))
        {
        }
    }

    private void Order(int count, int days)
    {
        var (first, value) = (_lastNumber + 1, new Money(900 + days, "EUR"));
        var lot = new Lot(Lot.IdOf(first), first, count, value, Moment.Today.AddDays(days), _now, Lot.NoneTaken);
        _lastNumber += count;
        Do("order", wallet => OrderVouchers.Decide(wallet, lot, Moment));
    }

    private void Encode(int vouchers, int daysAgo)
    {
        var request = new EncodeService.Request("c", Moment.Today.AddDays(-daysAgo), vouchers, daysAgo % 2 == 0 ? "worker" : "company");
        var id = $"svc_{++_made:D5}";
        Do("encode", wallet => EncodeService.Decide(wallet, id, request, Moment));
    }

    private void Act(int which, Func<ServiceAct, Decision<Wallet>> decide)
    {
        var live = Whole.Services.Values.Where(service => service.Missing > 0 && service.WithdrawnAt is null).ToArray();
        if (live.Length > 0)
            Do("act", wallet => ValidationActs.Decide(wallet, live[which % live.Length].Id, Moment, decide));
    }

    /// <returns>Whether the command changed something.</returns>
    public bool Do(string what, Func<Wallet, Decision<Wallet>> decide)
    {
        var state = Whole with
        {
            Lots = Whole.Lots.RemoveRange(Whole.Lots.Values.Where(lot => !lot.IsOpen).Select(lot => lot.Id)),
            Services = Whole.Services.RemoveRange(
                Whole.Services.Values.Where(service => !service.IsInValidation).Select(service => service.Id)),
        };
        var decision = decide(state);
        while (decision is Decision<Wallet>.NeedsRows needs)
        {
            var names = needs.Names.Select(name => name[Wallet.ServicePrefix.Length..]);
            state = names.Select(id => Whole.Services[id]).Aggregate(state, (read, service) => read.With(service))
                with
            { AskedFor = state.AskedFor.Union(needs.Names) };
            decision = decide(state);
        }
        if (decision is not Decision<Wallet>.Changed changed)
            return false;

        Actions.Add(changed.Note.Action);
        if (!Postings.AreBalanced(changed.Note.Postings))
            throw new InvalidOperationException($"{what} does not balance.");
        foreach (var posting in changed.Note.Postings)
            Sums[posting.Ledger] = Sums.GetValueOrDefault(posting.Ledger) + posting.Amount.Minor;
        var before = Whole;
        Whole = changed.After with
        {
            Lots = before.Lots.SetItems(changed.After.Lots),
            Services = before.Services.SetItems(changed.After.Services),
            AskedFor = [],
        };
        AllocationFaults.Throw(before, Whole, Moment.Today);
        return true;
    }
}
