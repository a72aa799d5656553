using System.Text.Json;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Tests.Aggregates;

[Trait("Rule", "COM-12")]
public sealed class PersonalFieldsTests
{
    private static readonly DocumentTypes Types = new(new Dictionary<string, System.Text.Json.Serialization.Metadata.JsonTypeInfo>
    {
        [Row.Head] = PersonalFieldsJson.Default.Person,
        ["pet|"] = PersonalFieldsJson.Default.Pet,
    });

    [Fact]
    public void Names_go_and_everything_else_stays_letter_for_letter()
    {
        var person = new Person("Zoë", 3, ["a", "b"], [new Pet("Rex", "dog")], new Dictionary<string, Pet> { ["x"] = new("Tom", "cat") }, null);

        var erased = PersonalFields.Erase(JsonSerializer.Serialize(person, PersonalFieldsJson.Default.Person), PersonalFieldsJson.Default.Person);

        Assert.Equal(
            """{"name":"erased","age":3,"notes":["erased","erased"],"pets":[{"name":"erased","kind":"dog"}],"byRoom":{"x":{"name":"erased","kind":"cat"}}}""",
            erased);
        Assert.Same(erased, PersonalFields.Erase(erased, PersonalFieldsJson.Default.Person));
    }

    [Theory]
    [InlineData("head.name", "\"Zoë\"", "\"erased\"")]
    [InlineData("head.age", "3", "3")]
    [InlineData("head.notes", """["a",1]""", """["erased",1]""")]
    [InlineData("head.notes[0]", "\"a\"", "\"erased\"")]
    [InlineData("head.pets", """[{"name":"Rex","kind":"dog"}]""", """[{"name":"erased","kind":"dog"}]""")]
    [InlineData("head.pets[0].name", "\"Rex\"", "\"erased\"")]
    [InlineData("head.pets[0].kind", "\"dog\"", "\"dog\"")]
    [InlineData("head.byRoom.x.name", "\"Tom\"", "\"erased\"")]
    [InlineData("head.byRoom.x", """{"name":"Tom","kind":"cat"}""", """{"name":"erased","kind":"cat"}""")]
    [InlineData("pet|p1", """{"name":"Rex","kind":"dog"}""", """{"name":"erased","kind":"dog"}""")]
    [InlineData("pet|p1.kind", "\"dog\"", "\"dog\"")]
    public void A_journals_before_and_after_lose_what_the_document_loses(string path, string value, string expected)
    {
        var before = JsonSerializer.Deserialize<JsonElement>(value);
        var entry = new JournalEntry(1, DateTimeOffset.UnixEpoch, "key k1", "Changed", null, null, [], [new FieldChange(path, before, before)]);

        var change = PersonalFields.Erase(entry, Types).Changes.Single();

        Assert.Equal((path, expected, expected), (change.Path, change.Before!.Value.GetRawText(), change.After!.Value.GetRawText()));
    }

    [Theory]
    [InlineData("head.nickname")]
    [InlineData("head.pets[0].owner.name")]
    [InlineData("house|h1.street")]
    public void What_the_code_does_not_know_any_more_is_erased_whole(string path)
    {
        var value = JsonSerializer.Deserialize<JsonElement>("""{"a":"Zoë","b":["Rex",1]}""");
        var entry = new JournalEntry(1, DateTimeOffset.UnixEpoch, "key k1", "Changed", null, null, [], [new FieldChange(path, null, value)]);

        var change = PersonalFields.Erase(entry, Types).Changes.Single();

        Assert.Null(change.Before);
        Assert.Equal("""{"a":"erased","b":["erased",1]}""", change.After!.Value.GetRawText());
    }

    [Fact]
    public void A_reason_is_a_text_that_a_person_wrote()
    {
        var entry = new JournalEntry(
            7, DateTimeOffset.UnixEpoch, "key k1", "Changed", "because of Zoë", "3", [], []);

        var erased = PersonalFields.Erase(entry, Types);

        Assert.Equal(entry with { Reason = "erased", Changes = erased.Changes }, erased);
        Assert.Same(erased, PersonalFields.Erase(erased, Types));
    }
}

internal sealed record Person(
    [property: Personal] string Name,
    int Age,
    [property: Personal] IReadOnlyList<string> Notes,
    IReadOnlyList<Pet> Pets,
    IReadOnlyDictionary<string, Pet> ByRoom,
    [property: Personal] string? Maiden);

internal sealed record Pet([property: Personal] string Name, string Kind);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Pet))]
internal sealed partial class PersonalFieldsJson : JsonSerializerContext;
