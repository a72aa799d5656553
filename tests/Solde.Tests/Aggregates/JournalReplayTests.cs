using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Tests.Aggregates;

[Trait("Rule", "COM-04")]
public sealed class JournalReplayTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":2,"b":[1,2]}""", """{"b":[1,3]}""")]
    [InlineData("""{"a":{"b":{"c":1}}}""", """{"a":{"b":{"d":1}}}""", """{"a":{}}""")]
    [InlineData("""{"a":[{"b":1},{"b":2}]}""", """{"a":[{"b":1},{"b":5,"c":[]}]}""", """{"a":[{"b":1}]}""")]
    public void Every_version_of_a_document_can_be_made_again_from_what_the_journal_says_of_it(params string[] versions)
    {
        var replay = new JournalReplay<Account>();
        string? before = null;
        for (var i = 0; i < versions.Length; i++)
        {
            replay.Apply(Entry(i + 1, JsonDiff.Compare("member|m", before, versions[i])));
            before = versions[i];

            Assert.Empty(replay.Differences([Kept("member|m", versions[i])]));
        }
    }

    [Fact]
    public void What_is_kept_otherwise_is_told()
    {
        var replay = new JournalReplay<Account>();
        replay.Apply(Entry(1, JsonDiff.Compare("member|m", null, """{"a":1}""")));

        Assert.Equal(["member|m is kept otherwise than the journal says."], replay.Differences([Kept("member|m", """{"a":2}""")]));
        Assert.Equal(["member|m is in the journal and not kept."], replay.Differences([]));
        Assert.Equal(
            ["member|n is kept, the journal never made it.", "member|m is in the journal and not kept."],
            replay.Differences([Kept("member|n", "{}")]));
    }

    [Fact]
    public void A_document_that_went_is_gone_and_a_gap_is_told()
    {
        var replay = new JournalReplay<Account>();
        replay.Apply(Entry(1, JsonDiff.Compare("member|m", null, """{"a":1}""")));
        replay.Apply(Entry(2, JsonDiff.Compare("member|m", """{"a":1}""", null)));
        Assert.Empty(replay.Differences([]));

        replay.Apply(Entry(4, JsonDiff.Compare("member|m", """{"a":{"b":1}}""", """{"a":{"b":2}}""")));

        Assert.Equal(["Entry 4 changes member|m.a.b, which no earlier one made."], replay.Differences([]));
        Assert.Throws<InvalidOperationException>(() => replay.StateOf("acc"));
    }

    private static JournalEntry Entry(long sequence, IEnumerable<FieldChange> changes) =>
        new(sequence, DateTimeOffset.UnixEpoch, "test", "Changed", null, null, [], [.. changes]);

    private static Row Kept(string name, string json) =>
        new(name, IsOpen: true, JsonDocument.Parse(json).RootElement, (JsonSerializerOptions.Web).GetTypeInfo(typeof(JsonElement)));
}
