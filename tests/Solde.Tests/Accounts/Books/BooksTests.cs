using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-19")]
public sealed class BooksTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    internal static readonly Gen<RandomStep[]> Histories = Gen.ArrayOf(
        from kind in Gen.Choose(0, 62)
        from a in Gen.Choose(0, 5_000)
        from b in Gen.Choose(0, 5_000)
        from c in Gen.Choose(0, 5_000)
        select new RandomStep(kind, a, b, c), 200);

    /// <summary>So many histories of each property: <c>SOLDE_HISTORIES=5000</c> plays more than the usual few.</summary>
    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(
        int.Parse(Environment.GetEnvironmentVariable("SOLDE_HISTORIES") ?? "300", CultureInfo.InvariantCulture));

    [Fact]
    public void Whatever_the_order_of_commands_the_books_balance_after_each() =>
        Check.One(Many, Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var random = new RandomAccount();
            foreach (var step in history)
            {
                random.Do(step);
                var faults = Books.Faults(random.Account, random.Sums).Concat(SplitFaults(random.Account)).ToArray();
                if (faults.Length > 0)
                    throw new InvalidOperationException($"{step}: {string.Join(' ', faults)}");
            }
            return true;
        }));

    [Fact]
    [Trait("Rule", "BIL-18")]
    public void Undoing_all_allocations_gives_both_sides_back_what_they_had_and_cancels_nothing() =>
        Check.One(Many, Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var random = new RandomAccount();
            foreach (var step in history)
                random.Do(step);
            var (before, sums) = (random.Account, random.Sums.ToDictionary());

            random.RemoveEveryAllocation();

            return random.Account.Invoices.Values.SelectMany(invoice => invoice.Lines).All(line => line.Left == line.Total - line.Cancelled - line.Credited)
                && random.Account.Payments.Values.All(payment => payment.Allocations.All(allocation => allocation.Credit is not null)
                    && payment.Unapplied + payment.Allocated + payment.Refunded + payment.Reserved == payment.MoneyIn)
                && random.Account.Payments.Values.Select(payment => payment.State).SequenceEqual(before.Payments.Values.Select(payment => payment.State))
                && random.Account.Head!.Totals == before.Head!.Totals
                && Total(random.Sums) == Total(sums)
                && !Books.Faults(random.Account, random.Sums).Any();
        }));

    /// <summary>What is owed one way and the other: credit notes that pay nothing any more are owed again.</summary>
    private static long Total(IReadOnlyDictionary<string, long> sums) => sums.GetValueOrDefault("receivable") + sums.GetValueOrDefault("credits_owed");

    [Fact]
    public void The_random_histories_reach_every_state_that_matters()
    {
        // A property over histories in which nothing happens would prove nothing.
        var played = Gen.Sample(Histories, 400, new Rnd(2026), 200).Select(history =>
        {
            var random = new RandomAccount();
            foreach (var step in history)
                random.Do(step);
            return random;
        }).ToArray();
        var histories = played.Select(random => random.Account).ToArray();

        var states = histories.SelectMany(account => account.Payments.Values).Select(payment => payment.State).ToHashSet();
        var invoices = histories.SelectMany(account => account.Invoices.Values).Select(invoice => invoice.State).ToHashSet();
        var parts = histories.SelectMany(account => account.Refunds.Values).SelectMany(refund => refund.Parts).ToArray();
        Assert.Superset(new HashSet<string> { "recorded", "cancelled", "succeeded", "failed", "pending", "unknown", "returned" }, states);
        Assert.Superset(new HashSet<string> { "open", "partly_paid", "paid", "cancelled", "partly_cancelled" }, invoices);
        Assert.Superset(new HashSet<string> { "reserved", "unknown", "sent", "succeeded", "failed", "recorded", "cancelled" }, parts.Select(part => part.State).ToHashSet());
        var instalments = histories.SelectMany(account => account.Plans.Values).SelectMany(plan => plan.Instalments).ToArray();
        Assert.Superset(InstalmentStates.All.ToHashSet(), instalments.Select(instalment => instalment.State).ToHashSet());
        Assert.Contains(histories, account => account.Payments.Values.Any(payment => payment.Instalments is { Count: > 1 } && PaymentStates.IsMoneyIn(payment.State)));
        Assert.Contains(parts, part => part.Credit is not null);
        Assert.Contains(parts, part => part.GivenAs is not null);
        Assert.Contains(histories, account => account.Payments.Values.Any(payment => payment.Unapplied.Minor < 0));
        var credits = histories.SelectMany(account => account.Credits.Values).ToArray();
        Assert.Superset(
            new HashSet<string> { "goodwill", "cancellation", "failed_refund", "transfer", "write_off", "substitution" }, credits.Select(credit => credit.Kind).ToHashSet());
        Assert.Contains(credits, credit => credit.VoidedAt is not null);
        Assert.Contains(credits, credit => credit.Moved.IsPositive);
        Assert.Contains(credits, credit => credit.Allocated.IsPositive && credit.Kind == "goodwill");
        // Pending ones gave up a line that was cancelled.
        Assert.Superset(
            new HashSet<string> { "covers", "succeeded", "failed", "cancelled", "awaiting_customer", "pending" },
            played.SelectMany(random => random.ProvisionalSeen).ToHashSet());
        var disputes = histories.SelectMany(account => account.Payments.Values).SelectMany(payment => payment.Online?.Disputes ?? []);
        Assert.Superset(
            new HashSet<string> { "open", "won", "lost" }, disputes.Select(dispute => dispute.State).ToHashSet());
        Assert.Contains(histories, account => account.Payments.Values.Any(payment => payment.Held.IsPositive && payment.Allocated.IsPositive));
        Assert.Contains(credits, credit => credit.Allocations.Any(allocation => allocation.Instalment is not null));
        Assert.Contains(instalments, instalment => instalment is { IsScheduled: true, ByCredit.IsPositive: true });
        Assert.Contains(instalments, instalment => instalment.ByCredit == instalment.Amount);
        Assert.Contains(histories, account => account.Payments.Values.Any(
            payment => payment.OnlineFee is { } fee && account.Invoices.ContainsKey(fee.Invoice)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_random_day_over_HTTP_leaves_books_that_balance(int seed)
    {
        var random = new Random(seed);
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.AccountAsync();
        var invoices = new List<string>();
        var payments = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            switch (random.Next(6))
            {
                case 0 or 1:
                    invoices.Add(await desk.InvoiceAsync(account, random.Next(1, 3_000)));
                    break;
                case 2:
                    payments.Add((await desk.PayAsync(account, random.Next(1, 3_000)))["id"]!.GetValue<string>());
                    break;
                case 3 when payments.Count > 0:
                    var cancelled = payments[random.Next(payments.Count)];
                    (await desk.PostAsync($"accounts/{account}/payments/{cancelled}/cancellation", new JsonObject { ["reason"] = "Random" })).Expect(HttpStatusCode.OK);
                    break;
                case 4 when payments.Count > 0:
                    (await desk.DeleteAsync($"accounts/{account}/payments/{payments[random.Next(payments.Count)]}/allocations")).Expect(HttpStatusCode.OK);
                    break;
                default:
                    (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);
                    break;
            }
            if (fixture.App.Queue.Count > 0 && random.Next(2) == 0)
                await fixture.App.DeliverAsync(fixture.App.Queue[random.Next(fixture.App.Queue.Count)]);
        }
        await fixture.App.DrainAsync();

        await desk.BooksBalanceAsync();
        var books = (await desk.GetAsync("accounts/books")).Json;
        Assert.Equal(2, books["accounts"]!.GetValue<long>());
        Assert.Equal(0, books["ledgers"]!.AsObject().Sum(ledger => ledger.Value!.GetValue<long>()));
        Assert.Equal(await desk.BalanceAsync(account), books["ledgers"]!["receivable"]!.GetValue<long>());
    }

    /// <summary>What is allocated plus what is left is the amount, on both sides.</summary>
    private static IEnumerable<string> SplitFaults(Account account)
    {
        foreach (var payment in account.Payments.Values)
        {
            if (payment.Allocated + payment.Unapplied + payment.Refunded + payment.Reserved != payment.MoneyIn || payment.Allocations.Any(allocation => !allocation.Amount.IsPositive))
                yield return $"Payment {payment.Id} is not what is allocated and left of it.";
        }
        foreach (var line in account.Invoices.Values.SelectMany(invoice => invoice.Lines))
        {
            if (line.Allocated + line.Left + line.Cancelled != line.Total || line.Allocated < Money.Zero("CAD"))
                yield return $"Line {line.Id} is not what is allocated and left of it.";
        }
        foreach (var credit in account.Credits.Values)
        {
            if (credit.Left + credit.Allocated + credit.Refunded + credit.Reserved != credit.Value || credit.Left < Money.Zero("CAD"))
                yield return $"Credit {credit.Id} is not what is used and left of it.";
        }
    }
}
