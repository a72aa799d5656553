using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Vouchers;

namespace Solde.Tests.Vouchers;

/// <summary>Remittances and reimbursements in any order, messages that come twice or late, over the random wallet's own commands.</summary>
[Trait("Rule", "VOU-07")]
[Trait("Rule", "VOU-08")]
public sealed class RandomReimbursementTests
{
    private static readonly Gen<VoucherStep[]> Histories = Gen.ArrayOf(
        from kind in Gen.Choose(0, 40)
        from a in Gen.Choose(0, 5_000)
        from b in Gen.Choose(0, 5_000)
        select new VoucherStep(kind, a, b), 100);

    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(
        int.Parse(Environment.GetEnvironmentVariable("SOLDE_HISTORIES") ?? "100", CultureInfo.InvariantCulture));

    [Fact]
    public void Whatever_the_order_no_voucher_is_asked_twice_and_the_sums_are_right() =>
        Check.One(Many, Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var random = Played(history);
            var faults = random.Faults().ToArray();
            if (faults.Length > 0)
                throw new InvalidOperationException(string.Join(' ', faults));
            return true;
        }));

    [Fact]
    public void The_code_follows_from_the_trail_alone_and_the_trail_ends_with_it() =>
        Check.One(Many, Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            foreach (var service in Played(history).Wallet.Whole.Services.Values.Where(service => service.Parts.Count > 0))
            {
                var trail = ServiceTrail.Of(service);
                // Stored and read again, with another remittance's name and without a word of how it was validated.
                var copy = JsonSerializer.Deserialize(
                    JsonSerializer.Serialize(service, VoucherRows.Default.Service), VoucherRows.Default.Service)!;
                var bare = copy with
                {
                    Rounds = [],
                    Parts = [.. copy.Parts.Select(part => part.AskedIn is null ? part : part with { AskedIn = "another" })],
                };
                var code = ServiceStatus.Of(service).Code;
                if (trail[^1].Status.Code != code || ServiceStatus.Of(bare).Code != code)
                    throw new InvalidOperationException($"{service.Id} has code {code}, its trail ends with {trail[^1].Status.Code}.");
                var allocated = trail.Where(happened => happened.Kind == TrailEvents.Allocated).SelectMany(happened => happened.Vouchers);
                if (allocated.Sum(run => run.Count) != service.Allocated)
                    throw new InvalidOperationException($"The trail of {service.Id} lost vouchers.");
            }
            return true;
        }));

    [Fact]
    public void The_random_histories_come_to_every_code_that_vouchers_lead_to()
    {
        var codes = Gen.Sample(Histories, 100, 200)
            .SelectMany(history => Played(history).Wallet.Whole.Services.Values)
            .SelectMany(service => ServiceTrail.Of(service).Select(happened => happened.Status.Code))
            .ToHashSet();

        Assert.Superset(new HashSet<int> { 7, 8, 9, 16, 17, 18, 19 }, codes);
    }

    private static RandomReimbursement Played(VoucherStep[] history)
    {
        var random = new RandomReimbursement();
        foreach (var step in history)
            random.Do(step);
        random.DeliverAll();
        return random;
    }
}
