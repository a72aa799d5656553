using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Debits;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
public sealed class PlainTextTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements("é", "Ç", "ß", "Æ", "œ", "ŀ", "ž", "º", "€", "你", "\u0301", "\t", "-", "a", "Z", "9").ListOf().Select(string.Concat));

    [Theory]
    [InlineData("Conceição & Irmãos", "CONCEICAO & IRMAOS")]
    [InlineData("Œuvre à l'Île-Perrot", "OUVRE A L'ILE-PERROT")]
    [InlineData("Straße Łódź Ærø Þór", "STRASE LODZ ARO TOR")]
    [InlineData("José", "JOSE")]
    [InlineData("Jose\u0301", "JOSE")]
    [InlineData("1º andar", "1O ANDAR")]
    [InlineData("a\tb\u00A0c€", "A B C ")]
    [InlineData(null, "")]
    public void Banks_in_Brazil_get_plain_capitals(string? text, string expected) => Assert.Equal(expected, PlainText.Capitals(text));

    [Fact]
    public void No_text_becomes_longer_and_only_what_a_bank_can_write_is_left() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            var length = text.Count(c => c is < '\u0300' or > '\u036F');
            var capitals = PlainText.Capitals(text);
            var stops = PlainText.CapitalsAndStops(text);
            return capitals.Length == length && stops.Length == length
                && capitals.All(c => c is >= ' ' and <= '~' && !char.IsAsciiLetterLower(c))
                && stops.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is ' ' or '.' or ',')
                && PlainText.Sepa(text, 70).Length <= 70
                && PlainText.Sepa(text, 70).All(c => char.IsAsciiLetterOrDigit(c) || "/-?:().,'+ ".Contains(c));
        }));
}
