using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Tests.Ledger;

[Trait("Rule", "BIL-19")]
public sealed class JournalSumsTests
{
    private static readonly Gen<JournalEntry[]> Journals = Gen.ArrayOf(
        from postings in Gen.ArrayOf(
            from ledger in Gen.Elements("receivable", "revenue:sales", "tax:TPS \"é\"", "receipts:cash")
            from currency in Gen.Frequency((9, Gen.Constant("CAD")), (1, Gen.Constant("EUR")))
            from minor in Gen.Choose(-2, 2)
            select new Posting(ledger, new Money(minor, currency))).Resize(6)
        from skipped in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Constant(1)))
        select (postings, skipped))
        .Select(entries => entries.Select((entry, index) => Entry(index + 1 + entry.skipped, entry.postings)).ToArray());

    [Fact]
    public void Sums_of_stored_entries_are_those_of_their_postings() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Journals.ToArbitrary(), journal =>
        {
            var (stored, parsed) = (new JournalSums(), new JournalSums());
            foreach (var entry in journal)
            {
                stored.Add(JsonSerializer.Serialize(entry, AggregatesJson.Default.JournalEntry));
                parsed.Add(entry);
            }

            var expected = journal.SelectMany(entry => entry.Postings).GroupBy(posting => posting.Ledger)
                .ToDictionary(group => group.Key, group => group.Sum(posting => posting.Amount.Minor));
            Assert.Equivalent(expected, stored.ByLedger, strict: true);
            Assert.Equivalent(expected, parsed.ByLedger, strict: true);
            Assert.Equal(FaultsOf(journal), stored.Faults);
            Assert.Equal(stored.Faults, parsed.Faults);
            Assert.Equal(journal.Length, stored.Entries);
        }));

    private static IEnumerable<string> FaultsOf(JournalEntry[] journal)
    {
        foreach (var (index, entry) in journal.Index())
        {
            if (entry.Sequence != index + 1)
                yield return $"Entry {index + 1} is missing from the journal.";
            if (!Postings.AreBalanced(entry.Postings))
                yield return $"Entry {entry.Sequence} does not balance.";
        }
    }

    /// <summary>What it changed has names like its own, which must not be taken for them.</summary>
    private static JournalEntry Entry(long sequence, IReadOnlyList<Posting> postings)
    {
        var change = JsonElement.Parse("""{"sequence":99,"postings":[{"ledger":"x","amount":{"minor":1,"currency":"CAD"}}]}""");
        return new JournalEntry(
            sequence, DateTimeOffset.UnixEpoch, "test", "Changed", "a \"reason\"", null, postings, [new FieldChange("head", change, null)]);
    }
}
