using System.Text.Json;
using Solde.Functions.Aggregates;

namespace Solde.Tests.Aggregates;

[Trait("Rule", "COM-04")]
public sealed class JsonDiffTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "row.a: 1 -> 2")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "row.a: 1 -> \"1\"")]
    [InlineData("""{"a":1}""", """{"a":null}""", "row.a: 1 -> null")]
    [InlineData("""{"a":1}""", """{}""", "row.a: 1 -> ")]
    [InlineData("""{}""", """{"a":1}""", "row.a:  -> 1")]
    [InlineData("""{"a":{"b":{"c":1,"d":2}}}""", """{"a":{"b":{"c":1,"d":3}}}""", "row.a.b.d: 2 -> 3")]
    [InlineData("""{"a":[{"b":1},{"b":2}]}""", """{"a":[{"b":1},{"b":5}]}""", "row.a[1].b: 2 -> 5")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "row.a: [1,2] -> [1]")]
    [InlineData("""{"a":[]}""", """{"a":{}}""", "row.a: [] -> {}")]
    [InlineData("""{"a":1,"b":1}""", """{"b":2,"c":3}""", "row.a: 1 -> |row.b: 1 -> 2|row.c:  -> 3")]
    public void Only_what_differs_is_told_with_before_and_after(string before, string after, string expected) =>
        Assert.Equal(expected, Text(before, after));

    [Fact]
    public void A_document_that_comes_or_goes_is_told_whole()
    {
        Assert.Equal("""row:  -> {"a":1}""", Text(null, """{"a":1}"""));
        Assert.Equal("""row: {"a":1} -> """, Text("""{"a":1}""", null));
        Assert.Equal("", Text(null, null));
    }

    private static string Text(string? before, string? after) => string.Join('|', JsonDiff.Compare("row", before, after)
        .Select(change => $"{change.Path}: {Raw(change.Before)} -> {Raw(change.After)}"));

    private static string Raw(JsonElement? element) => element?.GetRawText() ?? "";
}
