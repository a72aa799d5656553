namespace Solde.Tests.Erasures;

[Trait("Rule", "COM-12")]
public sealed class StoredTextsTests
{
    /// <summary>Names of properties that never tell of a person, wherever they stand.</summary>
    private static readonly IReadOnlySet<string> Ids = new HashSet<string>(StringComparer.Ordinal)
    {
        "Id", "Kind", "State", "Code", "Currency", "Language", "Method", "Type",
    };

    [Fact]
    public void Somebody_has_decided_of_every_stored_text_whether_it_tells_of_a_person()
    {
        var undecided = StoredTexts.All.Where(text => !text.IsPersonal && !Ids.Contains(text.Property[(text.Property.IndexOf('.') + 1)..]));

        Assert.Empty(undecided.Select(text => text.Property).Distinct());
    }
}
