using Solde.Functions.Debits;

namespace Solde.Tests.Debits;

/// <summary>Where each field stands in CPA Standard 005; written down here apart from the app.</summary>
[Trait("Rule", "DEB-20")]
public sealed class CpaPositionsTests
{
    private static readonly DebitOrder Order = AnOrder.Canadian(1);
    private static readonly DebitOrder[] Seven = [.. Enumerable.Range(1, 7).Select(number => AnOrder.Canadian(number))];

    [Theory]
    [InlineData(1, 1, "A")]
    [InlineData(2, 10, "000000001")]
    [InlineData(11, 20, "ORIG000001")]
    [InlineData(21, 24, "0017")]
    [InlineData(25, 30, "026335")]
    [InlineData(31, 35, "00610")]
    [InlineData(36, 55, "                    ")]
    [InlineData(56, 58, "CAD")]
    public async Task The_header_has_each_field_in_its_place(int from, int to, string expected) =>
        Assert.Equal(expected, (await ABankFile.LinesAsync(AnAgreement.Canadian(), Order))[0].At(from, to));

    [Theory]
    [InlineData(1, 1, "D")]
    [InlineData(2, 10, "000000002")]
    [InlineData(11, 24, "ORIG0000010017")]
    [InlineData(25, 27, "430")]
    [InlineData(28, 37, "0000012550")]
    [InlineData(38, 43, "026341")]
    [InlineData(44, 52, "081554321")]
    [InlineData(53, 64, "0000001     ")]
    [InlineData(65, 86, "0000000000000000000000")]
    [InlineData(87, 89, "000")]
    [InlineData(90, 104, "ETOILE         ")]
    [InlineData(105, 134, "ELOISE O BRIEN TREMBLAY       ")]
    [InlineData(135, 164, "BUREAU COORDONNATEUR DE L ETOI")]
    [InlineData(165, 174, "ORIG000001")]
    [InlineData(175, 193, "L000001            ")]
    [InlineData(194, 202, "000112345")]
    [InlineData(203, 214, "9876543     ")]
    [InlineData(215, 229, "DECEMBRE       ")]
    [InlineData(230, 251, "                      ")]
    [InlineData(252, 253, "  ")]
    [InlineData(254, 264, "00000000000")]
    public async Task A_debit_has_each_field_in_its_place_and_the_rest_of_its_record_is_spaces(int from, int to, string expected)
    {
        var lines = await ABankFile.LinesAsync(AnAgreement.Canadian(), Order);

        Assert.All(lines, line => Assert.Equal(1464, line.Length));
        Assert.Equal(expected, lines[1].At(from, to));
        Assert.Equal(new string(' ', 1200), lines[1].At(265, 1464));
    }

    [Fact]
    public async Task One_debit_a_record_unless_the_bank_takes_more_so_that_both_ways_to_count_agree()
    {
        var lines = await ABankFile.LinesAsync(AnAgreement.Canadian(), Seven);

        Assert.Equal(9, lines.Length);
        Assert.Equal(("Z", "000000009", "ORIG0000010017"), (lines[^1].At(1, 1), lines[^1].At(2, 10), lines[^1].At(11, 24)));
        Assert.Equal(("00000000087850", "00000007"), (lines[^1].At(25, 38), lines[^1].At(39, 46)));
        Assert.Equal(new string('0', 66), lines[^1].At(47, 112));
    }

    [Fact]
    public async Task Six_debits_stand_one_after_another_where_the_bank_takes_them()
    {
        var lines = await ABankFile.LinesAsync(AnAgreement.Canadian("cpa-6"), Seven);

        Assert.Equal(4, lines.Length);
        Assert.Equal(
            ["L000001", "L000002", "L000003", "L000004", "L000005", "L000006"],
            new[] { 25, 265, 505, 745, 985, 1225 }.Select(start => lines[1].At(start + 150, start + 156)));
        Assert.Equal(("L000007", new string(' ', 1200)), (lines[2].At(175, 181), lines[2].At(265, 1464)));
        Assert.Equal(("000000004", "00000007"), (lines[^1].At(2, 10), lines[^1].At(39, 46)));
    }

    [Fact]
    public async Task Banks_that_differ_get_what_they_read()
    {
        var td = await ABankFile.LinesAsync(AnAgreement.Canadian("td"), Order);
        Assert.Equal(("   ", new string(' ', 25), new string(' ', 11)), (td[0].At(56, 58), td[1].At(65, 89), td[1].At(254, 264)));
        Assert.Equal(new string(' ', 44), td[^1].At(69, 112));

        var rbc = await ABankFile.LinesAsync(AnAgreement.Canadian("rbc"), Order);
        Assert.Equal(("$$AAPACPA1464[PROD[NL$$", "A000000001"), (rbc[0], rbc[1].At(1, 10)));
    }

    [Theory]
    [InlineData(1, "0001")]
    [InlineData(9_999, "9999")]
    [InlineData(10_000, "0001")]
    [InlineData(19_998, "9999")]
    public async Task File_numbers_have_four_digits_and_begin_again(int sequence, string expected)
    {
        var (bytes, _) = await ABankFile.WrittenAsync(AnAgreement.Canadian(), sequence, Order);

        Assert.Equal(expected, ABankFile.LinesOf(bytes)[0].At(21, 24));
    }
}
