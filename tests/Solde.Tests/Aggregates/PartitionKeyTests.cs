using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Aggregates;

namespace Solde.Tests.Aggregates;

[Trait("Rule", "COM-01")]
public sealed class PartitionKeyTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.ListOf(Gen.Elements('a', 'A', '1', '_', '-', '.', '=', '|', '/', '\\', '#', '?', '%', '\'', ' ', '\0', 'é', '€', '漢')).Select(chars => string.Concat(chars)),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get).Where(IsText));

    private static readonly Gen<(string Left, string Right)> Pairs = from left in Texts from right in Texts select (left, right);

    [Fact]
    public void Two_texts_never_have_one_encoding() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Pairs.ToArbitrary(), pair =>
            (PartitionKey.Encode(pair.Left) == PartitionKey.Encode(pair.Right)) == (pair.Left == pair.Right)));

    [Fact]
    public void An_encoding_holds_nothing_that_storage_or_the_key_itself_gives_a_meaning() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Texts.ToArbitrary(), text =>
            PartitionKey.Encode(text).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '=')));

    [Fact]
    public void No_organisation_reaches_the_partition_of_another_whatever_its_ids_are() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(
            Pairs.ToArbitrary(),
            Pairs.ToArbitrary(),
            (one, other) => (PartitionKey.Of(one.Left, "account", one.Right) == PartitionKey.Of(other.Left, "account", other.Right)) == (one == other)));

    [Theory]
    [InlineData("a", "account|b", "a|account", "b")]
    [InlineData("a", "b=7C", "a", "b|")]
    public void A_separator_or_an_escape_inside_an_id_is_not_one_of_ours(string organisation, string id, string otherOrganisation, string otherId) =>
        Assert.NotEqual(PartitionKey.Of(organisation, "account", id), PartitionKey.Of(otherOrganisation, "account", otherId));

    /// <summary>Half a surrogate pair is no text, and no UTF-8 body can hold it.</summary>
    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
