using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Vouchers;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-06")]
[Trait("Rule", "VOU-10")]
public sealed class RandomWalletTests
{
    private static readonly Gen<VoucherStep[]> Histories = Gen.ArrayOf(
        from kind in Gen.Choose(0, 26)
        from a in Gen.Choose(0, 5_000)
        from b in Gen.Choose(0, 5_000)
        select new VoucherStep(kind, a, b), 100);

    /// <summary><c>SOLDE_HISTORIES=5000</c> plays more than the usual few.</summary>
    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(
        int.Parse(Environment.GetEnvironmentVariable("SOLDE_HISTORIES") ?? "100", CultureInfo.InvariantCulture));

    [Fact]
    public void Whatever_the_order_of_commands_no_voucher_is_lost_or_used_twice_and_nobody_is_passed_over() =>
        Check.One(Many, Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var random = Played(history);
            random.Look();
            var faults = WalletFaults.Of(random.Whole, random.Sums).ToArray();
            if (faults.Length > 0)
                throw new InvalidOperationException(string.Join(' ', faults));
            var isLeft = random.Whole.Lots.Values.Any(lot => lot.IsOpen) && random.Whole.Services.Values.Any(service => service.IsWaiting);
            if (isLeft)
                throw new InvalidOperationException("Vouchers and services are left that should have each other.");
            return true;
        }));

    [Fact]
    public void The_random_histories_do_all_that_a_wallet_can()
    {
        var played = Gen.Sample(Histories, 100, 200).Select(history => Played(history)).ToArray();

        Assert.Superset(
            new HashSet<string>
            {
                "VouchersOrdered", "ServiceEncoded", "ServiceConfirmed", "ServiceContested", "ServiceValidated", "ServiceCorrected",
                "ServiceWithdrawn", "AbsenceAnnounced", "DelaysEnded", "VouchersExpired", "ExpiryNear",
            },
            played.SelectMany(random => random.Actions).ToHashSet());
        var states = played.SelectMany(random => random.Whole.Services.Values).Select(service => service.State).ToHashSet();
        Assert.Superset(ServiceStates.All.ToHashSet(), states);
        Assert.Contains(played.SelectMany(random => random.Whole.Services.Values), service => service.Parts.Count > 2);
    }

    private static RandomWallet Played(VoucherStep[] history)
    {
        var random = new RandomWallet(isSuccessive: history.Length % 3 == 0);
        foreach (var step in history)
        {
            random.Do(step);
            var faults = WalletFaults.Of(random.Whole, random.Sums).ToArray();
            if (faults.Length > 0)
                throw new InvalidOperationException($"{step}: {string.Join(' ', faults)}");
        }
        return random;
    }
}
