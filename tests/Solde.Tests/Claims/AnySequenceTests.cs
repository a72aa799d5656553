using System.Collections.Immutable;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Aggregates;
using Solde.Functions.Claims;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

/// <summary>Messages and acts in any order, with repeats (CLM-14, CLM-15).</summary>
[Trait("Rule", "CLM-14")]
[Trait("Rule", "CLM-15")]
public sealed class AnySequenceTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const int Numbers = 12;

    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly ImmutableHashSet<string> Known =
        [.. Enumerable.Range(0, Numbers).Select(number => ClaimFile.MessageRow(ClaimFile.KeyOf(number.ToString())))];

    /// <summary>A step is one of so many messages of fixed numbers, and so a repeat where it was drawn before, or an act.</summary>
    private static readonly Gen<int[]> Steps = Gen.ArrayOf(Gen.Choose(0, Numbers + ClaimEvents.Acts.Count - 1));

    private static readonly Gen<(string[] Kinds, int[] Steps)> Histories =
        from kinds in Gen.ArrayOf(Gen.Elements(ClaimEvents.Messages.ToArray()), Numbers)
        from steps in Steps
        select (kinds, steps);

    [Fact]
    public void Any_sequence_ends_in_a_state_that_the_table_allows_with_every_message_kept_once() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var file = ClaimFile.Empty("clm_1") with { AskedFor = Known };
            var told = new HashSet<int>();
            foreach (var step in history.Steps)
            {
                var (before, decision) = (file, Take(file, history.Kinds, step));
                if (step < Numbers && decision is Decision<ClaimFile>.Unchanged == told.Add(step))
                    return false;
                if (decision is Decision<ClaimFile>.Changed changed)
                    file = changed.After;
                if (file.Exists && !(ClaimStates.All.Contains(file.State) && ClaimTable.UsesOf(file.State).HasFlag(file.Use)))
                    return false;
                if (before.Exists && file.Head!.Version < before.Head!.Version)
                    return false;
            }
            // The same again, in another order.
            foreach (var number in told.Reverse())
            {
                if (Take(file, history.Kinds, number) is not Decision<ClaimFile>.Unchanged)
                    return false;
            }
            return file.Messages.Count == told.Count && told.All(number => file.Messages.ContainsKey(ClaimFile.KeyOf(number.ToString())));
        }));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task By_the_api_the_same_set_applied_twice_changes_nothing(int seed)
    {
        var random = new Random(seed);
        var shop = await Shop.OpenAsync(fixture.App);
        var claim = Shop.NewNumber("C");
        var messages = Enumerable.Range(0, 10)
            .Select(_ => Shop.MessageOf(claim, ClaimEvents.Messages[random.Next(ClaimEvents.Messages.Count)])).ToArray();
        var (account, invoice) = await shop.InvoiceAsync();
        foreach (var message in messages)
        {
            var file = await shop.TellAsync(message);
            _ = random.Next(4) switch
            {
                0 => await shop.UseAsync(file, account, invoice),
                1 => await shop.CreditNoteAsync(file),
                2 => await shop.CancelAsync(file),
                _ => await shop.SendAsync(messages[random.Next(messages.Length)].DeepClone()),
            };
        }
        foreach (var message in messages)
            await shop.TellAsync(message);
        await fixture.App.DrainAsync();
        var id = shop.IdOf(claim);
        var (before, balance) = ((await shop.FileAsync(id)).ToJsonString(), await shop.Desk.BalanceAsync(account));

        random.Shuffle(messages);
        foreach (var message in messages)
            Assert.True((await shop.SendAsync(message)).Expect(HttpStatusCode.OK)["isRepeated"]!.GetValue<bool>());
        await fixture.App.DrainAsync();

        Assert.Equal(before, (await shop.FileAsync(id)).ToJsonString());
        Assert.Equal(balance, await shop.Desk.BalanceAsync(account));
        var inJournal = (await shop.TimelineAsync(id)).Where(item => item!["message"] is not null).Select(item => Text(item!["message"]!["number"]));
        Assert.Equal(messages.Select(message => Text(message["number"])).Order(StringComparer.Ordinal), inJournal.Order(StringComparer.Ordinal));
        await shop.Desk.BooksBalanceAsync();
    }

    private static Decision<ClaimFile> Take(ClaimFile file, string[] kinds, int step)
    {
        if (step < Numbers)
        {
            var message = new NetworkMessage(
                step.ToString(),
                kinds[step],
                kinds[step],
                kinds[step],
                "C1",
                Now.AddHours((step * 7) % Numbers),
                Amount: kinds[step] == ClaimEvents.PaymentNotice ? new Money(step + 1, "EUR") : null);
            return TakeMessage.Decide(file, message, "darva", "raw", "org", Now);
        }
        return ClaimEvents.Acts[step - Numbers] switch
        {
            ClaimEvents.Integrate => UseInDocument.Decide(
                file,
                step % 2 == 0 ? new SalesDocument("acc", "inv", null, Now) : new SalesDocument(null, null, "Devis", Now),
                null,
                "org",
                Now),
            ClaimEvents.CreditNoteMade => MakeClaimCreditNote.Decide(file, "crd_1", "why", null, "org", Now),
            ClaimEvents.CreditNoteDeleted => DeleteClaimCreditNote.Decide(file, "why", null, "org", Now),
            ClaimEvents.CancelByHand => CancelClaim.Decide(file, "why", null, Now),
            var kind => SendToInsurer.Decide(file, kind, file.Head?.Document, null, null, "org", Now),
        };
    }
}
