using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Debits;
using static Solde.Tests.Debits.Positions;

namespace Solde.Tests.Debits;

/// <summary>A finished file is looked over before it is released, by tables that the writer does not use.</summary>
[Trait("Rule", "DEB-20")]
public sealed class LayoutCheckTests
{
    [Theory]
    [InlineData("febraban-04", 2, 45, "20261301", "field")]
    [InlineData("febraban-04", 2, 53, "X", "field")]
    [InlineData("febraban-04", 2, 70, "       ", "field")]
    [InlineData("febraban-04", 2, 119, "1", "field")]
    [InlineData("febraban-04", 2, 150, "5", "field")]
    [InlineData("febraban-05", 2, 130, "3", "field")]
    [InlineData("febraban-08", 2, 51, "2026120 ", "field")]
    [InlineData("febraban-08", 2, 146, "4", "field")]
    [InlineData("febraban-08", 2, 2, "É", "field")]
    [InlineData("febraban-08", 1, 80, "05", "field")]
    [InlineData("febraban-08", 1, 43, "342", "other_agreement")]
    [InlineData("febraban-08", 1, 2, "2", "field")]
    [InlineData("febraban-08", 4, 2, "000005", "count")]
    [InlineData("febraban-08", 4, 8, "00000000000025101", "total")]
    [InlineData("febraban-08", 2, 1, "Z", "field")]
    [InlineData("febraban-08", 1, 3, "99999", "other_agreement")]
    [InlineData("febraban-08", 3, 1, "A", "record_type")]
    [InlineData("caixa", 3, 144, "000009", "record_number")]
    [InlineData("cpa", 1, 56, "EUR", "field")]
    [InlineData("cpa", 2, 25, "999", "field")]
    [InlineData("cpa", 2, 38, "026366", "field")]
    [InlineData("cpa", 2, 53, " ", "field")]
    [InlineData("cpa", 2, 175, "       ", "field")]
    [InlineData("cpa", 2, 105, "                              ", "field")]
    [InlineData("cpa", 3, 2, "000000009", "record_number")]
    [InlineData("cpa", 3, 1, "C", "record_type")]
    [InlineData("cpa", 4, 25, "1", "total")]
    [InlineData("cpa", 4, 39, "00000003", "count")]
    public async Task A_file_that_is_not_as_it_must_be_is_not_released(string profile, int line, int from, string text, string code)
    {
        var agreement = AnAgreement.Of(profile);
        var lines = await ABankFile.LinesAsync(agreement, AnOrder.In(agreement, 1), AnOrder.In(agreement, 2));
        lines[line - 1] = lines[line - 1].Remove(from - 1, text.Length).Insert(from - 1, text);

        var fault = await ABankFile.CheckedAsync(agreement, File(lines));

        Assert.Equal((line, code), ((int)(fault?.Line ?? -1), fault?.Kind.Code));
    }

    [Theory]
    [InlineData("febraban-04")]
    [InlineData("cpa")]
    public async Task A_file_that_is_cut_or_empty_or_goes_on_is_not_released(string profile)
    {
        var agreement = AnAgreement.Of(profile);
        var lines = await ABankFile.LinesAsync(agreement, AnOrder.In(agreement, 1));

        Assert.Null(await ABankFile.CheckedAsync(agreement, File(lines)));
        Assert.Equal("no_trailer", (await ABankFile.CheckedAsync(agreement, File(lines[..^1])))?.Kind.Code);
        Assert.Equal("file_empty", (await ABankFile.CheckedAsync(agreement, []))?.Kind.Code);
        Assert.Equal("record_type", (await ABankFile.CheckedAsync(agreement, File([.. lines, lines[1]])))?.Kind.Code);
    }

    [Theory]
    [InlineData("febraban-08")]
    [InlineData("caixa")]
    [InlineData("sepa-core")]
    [InlineData("cpa-6")]
    public async Task Whatever_happened_to_a_file_its_check_has_an_answer(string profile)
    {
        var agreement = AnAgreement.Of(profile);
        var (file, _) = await ABankFile.WrittenAsync(agreement, 17, AnOrder.In(agreement, 1), AnOrder.In(agreement, 2));
        var changes = (from at in Gen.Choose(0, file.Length - 1) from value in Gen.Choose(0, 255) select (at, value)).NonEmptyListOf();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(changes.ToArbitrary(), bytes =>
        {
            var changed = file.ToArray();
            foreach (var (at, value) in bytes)
                changed[at] = (byte)value;
            return ABankFile.CheckedAsync(agreement, changed).GetAwaiter().GetResult() is null or { Line: > 0 };
        }));
    }

    [Fact]
    public void A_table_covers_its_record_from_end_to_end() => Assert.Multiple(
        () => Assert.Throws<ArgumentException>(() => new RecordLayout(3, new LayoutField("a", 1, 1, FieldHolds.Any), new("b", 3, 3, FieldHolds.Any))),
        () => Assert.Throws<ArgumentException>(() => new RecordLayout(3, new LayoutField("a", 1, 2, FieldHolds.Any))),
        () => Assert.Throws<ArgumentException>(() => new RecordLayout(3, new LayoutField("a", 1, 2, FieldHolds.Any), new("b", 2, 3, FieldHolds.Any))));
}
