using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Functions.Vouchers;

namespace Solde.Tests.Vouchers;

/// <summary>What keeps every command's rows few: limits that no real wallet meets.</summary>
[Trait("Rule", "VOU-01")]
public sealed class WalletLimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

    private static readonly VoucherMoment Moment = new(
        "org",
        new OrganisationProfile("Issuer", "EUR", "Europe/Brussels", "fr", 1, OrganisationSettings.Default),
        SettingsVersion.BuiltIn,
        Now);

    private static readonly EncodeService.Request Encoding = new("c", new DateOnly(2026, 3, 2), 1, Encoders.Worker);

    [Fact]
    public void One_order_too_many_with_vouchers_left_is_refused()
    {
        var wallet = Opened();
        for (var i = 1; i <= OrderVouchers.MaxOpenLots; i++)
            wallet = After(OrderVouchers.Decide(wallet, LotOf(i), Moment));

        Assert.Equal("wallet_full", CodeOf(OrderVouchers.Decide(wallet, LotOf(1_000), Moment)));
    }

    [Fact]
    public void One_service_too_many_in_validation_is_refused_until_another_leaves_it()
    {
        var wallet = Opened();
        for (var i = 0; i < EncodeService.MaxInValidation; i++)
            wallet = After(EncodeService.Decide(wallet, $"svc_{i}", Encoding, Moment));

        Assert.Equal("too_many_in_validation", CodeOf(EncodeService.Decide(wallet, "svc_x", Encoding, Moment)));
        wallet = After(ValidationActs.Decide(wallet, "svc_1", Moment, act => WithdrawService.Decide(act, "mistake")));
        Assert.IsType<Decision<Wallet>.Changed>(EncodeService.Decide(wallet, "svc_x", Encoding, Moment));
    }

    [Fact]
    public void One_service_too_many_that_would_wait_for_vouchers_is_refused()
    {
        var waiting = new WaitingService(new DateOnly(2026, 3, 2), Now, 1, false);
        var queue = Enumerable.Range(0, EncodeService.MaxWaiting).ToDictionary(i => $"svc_{i}", _ => waiting);

        var decision = EncodeService.Decide(Opened() with { Queue = new WaitingServices(queue) }, "svc_x", Encoding, Moment);

        Assert.Equal("too_many_waiting", CodeOf(decision));
    }

    [Fact]
    public void A_quarrel_without_end_is_ended()
    {
        var wallet = After(EncodeService.Decide(Opened(), "svc_1", Encoding, Moment));
        for (var round = 0; wallet.Services["svc_1"].Rounds.Count < Service.MaxRounds; round++)
        {
            wallet = After(ValidationActs.Decide(wallet, "svc_1", Moment, act => ContestService.Decide(act, "no")));
            wallet = After(ValidationActs.Decide(wallet, "svc_1", Moment, ValidateService.Decide));
        }

        Assert.Equal("too_many_rounds", CodeOf(ValidationActs.Decide(wallet, "svc_1", Moment, act => ContestService.Decide(act, "no"))));
        Assert.IsType<Decision<Wallet>.Changed>(ValidationActs.Decide(wallet, "svc_1", Moment, ConfirmService.Decide));
    }

    [Fact]
    public void Absences_that_are_over_make_room_for_others()
    {
        var wallet = Opened();
        for (var i = 0; i < AnnounceAbsence.MaxAbsences; i++)
            wallet = After(AnnounceAbsence.Decide(wallet, new Absence($"abs_{i}", new(2026, 3, 10), new(2026, 3, 11)), Moment));
        var one = new Absence("abs_x", new(2026, 4, 1), new(2026, 4, 2));

        Assert.Equal("too_many_absences", CodeOf(AnnounceAbsence.Decide(wallet, one, Moment)));
        Assert.Equal([one], After(AnnounceAbsence.Decide(wallet, one, Moment with { Now = Now.AddDays(2) })).Head!.Absences);
    }

    private static Wallet Opened() => After(OpenWallet.Decide(Wallet.Empty("wal_1"), new OpenWallet.Request("A", "a@example.org"), Moment));

    private static Lot LotOf(long first) =>
        new(Lot.IdOf(first), first, 1, new Money(900, "EUR"), new DateOnly(2027, 1, 1), Now, Lot.NoneTaken);

    private static Wallet After(Decision<Wallet> decision) => Assert.IsType<Decision<Wallet>.Changed>(decision).After;

    private static string CodeOf(Decision<Wallet> decision) => Assert.IsType<Decision<Wallet>.Refused>(decision).Refusal.Kind.Code;
}
