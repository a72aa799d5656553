using Solde.Functions.Debits;

namespace Solde.Tests.Debits;

/// <summary>Where each field stands, by the published layouts of versions 04, 05 and 08; written down here apart from the app.</summary>
[Trait("Rule", "DEB-20")]
public sealed class FebrabanPositionsTests
{
    private static readonly DebitOrder Order = AnOrder.Brazilian(1);

    [Theory]
    [InlineData("04", 1, 1, "A")]
    [InlineData("05", 2, 2, "1")]
    [InlineData("08", 3, 22, "12345               ")]
    [InlineData("08", 23, 42, "CONSORCIO SAO JOAO L")]
    [InlineData("04", 43, 45, "341")]
    [InlineData("04", 46, 65, "BANCO DO EXEMPLO    ")]
    [InlineData("04", 66, 73, "20261201")]
    [InlineData("04", 74, 79, "000017")]
    [InlineData("04", 80, 81, "04")]
    [InlineData("05", 80, 81, "05")]
    [InlineData("08", 80, 81, "08")]
    [InlineData("08", 82, 98, "DEBITO AUTOMATICO")]
    [InlineData("08", 99, 150, "                                                    ")]
    public async Task The_header_has_each_field_in_its_place(string version, int from, int to, string expected) =>
        Assert.Equal(expected, (await ABankFile.LinesAsync(AnAgreement.Brazilian("febraban-" + version), Order))[0].At(from, to));

    [Theory]
    // What is the same in all.
    [InlineData("04", 1, 1, "E")]
    [InlineData("05", 2, 26, "0007000001               ")]
    [InlineData("08", 27, 30, "0123")]
    // Version 04: the account has 14, nothing is said of the tax id.
    [InlineData("04", 31, 44, "0000000001    ")]
    [InlineData("04", 45, 52, "20261207")]
    [InlineData("04", 53, 67, "000000000012550")]
    [InlineData("04", 68, 69, "03")]
    [InlineData("04", 70, 118, "L000001                                          ")]
    [InlineData("04", 119, 129, "           ")]
    [InlineData("04", 130, 149, "                    ")]
    [InlineData("04", 150, 150, "0")]
    // Version 05: the same, and the tax id behind.
    [InlineData("05", 31, 44, "0000000001    ")]
    [InlineData("05", 45, 52, "20261207")]
    [InlineData("05", 53, 67, "000000000012550")]
    [InlineData("05", 68, 69, "03")]
    [InlineData("05", 70, 128, "L000001                                                    ")]
    [InlineData("05", 129, 129, " ")]
    [InlineData("05", 130, 130, "1")]
    [InlineData("05", 131, 145, "011222333000181")]
    [InlineData("05", 146, 149, "    ")]
    [InlineData("05", 150, 150, "0")]
    // Version 08: the account has 20, all that follows stands 6 further on.
    [InlineData("08", 31, 50, "0000000001          ")]
    [InlineData("08", 51, 58, "20261207")]
    [InlineData("08", 59, 73, "000000000012550")]
    [InlineData("08", 74, 75, "03")]
    [InlineData("08", 76, 128, "L000001                                              ")]
    [InlineData("08", 129, 129, " ")]
    [InlineData("08", 130, 130, "1")]
    [InlineData("08", 131, 145, "011222333000181")]
    [InlineData("08", 146, 146, "3")]
    [InlineData("08", 147, 147, "2")]
    [InlineData("08", 148, 148, "2")]
    [InlineData("08", 149, 149, " ")]
    [InlineData("08", 150, 150, "0")]
    public async Task An_order_has_each_field_in_its_place(string version, int from, int to, string expected)
    {
        var lines = await ABankFile.LinesAsync(AnAgreement.Brazilian("febraban-" + version), Order);

        Assert.All(lines, line => Assert.Equal(150, line.Length));
        Assert.Equal(expected, lines[1].At(from, to));
    }

    [Theory]
    [InlineData("04", 45, 69, "                         ")]
    [InlineData("04", 70, 129, "A PEDIDO DO CLIENTE: NAO                                    ")]
    [InlineData("04", 130, 149, "                    ")]
    [InlineData("08", 51, 75, "                         ")]
    [InlineData("08", 76, 130, "A PEDIDO DO CLIENTE: NAO                               ")]
    [InlineData("08", 131, 138, "00000000")]
    [InlineData("08", 139, 140, "00")]
    [InlineData("08", 141, 149, "         ")]
    [InlineData("08", 150, 150, "1")]
    [Trait("Rule", "DEB-23")]
    public async Task A_withdrawn_mandate_is_a_record_D_that_excludes_the_customer(string version, int from, int to, string expected)
    {
        var withdrawal = AnOrder.Brazilian(1, 0, DebitOrderKinds.Withdrawal) with { Statement = "A pedido do cliente: não" };

        var line = (await ABankFile.LinesAsync(AnAgreement.Brazilian("febraban-" + version), withdrawal))[1];

        Assert.Equal(("D", "0007000001", expected), (line.At(1, 1), line.At(2, 11), line.At(from, to)));
    }

    [Theory]
    [InlineData(DebitOrderKinds.Debit, 500, "000000000000500", "20261207", "0")]
    [InlineData(DebitOrderKinds.Cancellation, 500, "000000000000500", "20261207", "1")]
    [InlineData(DebitOrderKinds.KeepAlive, 0, "000000000000000", "20261207", "0")]
    [InlineData(DebitOrderKinds.Registration, 0, "000000000000000", "00000000", "5")]
    [Trait("Rule", "DEB-23")]
    public async Task The_movement_says_what_an_order_asks_for(string kind, long minor, string amount, string date, string movement)
    {
        var line = (await ABankFile.LinesAsync(AnAgreement.Brazilian("febraban-08"), AnOrder.Brazilian(1, minor, kind)))[1];

        Assert.Equal((amount, date, movement), (line.At(59, 73), line.At(51, 58), line.At(150, 150)));
    }

    [Theory]
    [InlineData("04")]
    [InlineData("05")]
    [InlineData("08")]
    public async Task The_trailer_counts_every_record_and_adds_up_every_order(string version)
    {
        var lines = await ABankFile.LinesAsync(
            AnAgreement.Brazilian("febraban-" + version), Order, AnOrder.Brazilian(2, 1), AnOrder.Brazilian(3, 0, DebitOrderKinds.Withdrawal));

        Assert.Equal("Z" + "000005" + "00000000000012551" + new string(' ', 126), lines[^1]);
    }

    [Fact]
    public async Task Banks_that_differ_get_what_they_read()
    {
        var caixa = await ABankFile.LinesAsync(AnAgreement.Brazilian("caixa", "104"), Order, AnOrder.Brazilian(2));
        Assert.Equal(("0000000", "000002", "000003"), (caixa[0].At(144, 150), caixa[1].At(144, 149), caixa[2].At(144, 149)));
        Assert.Equal("000004 ", caixa[3].At(144, 150));
        Assert.Equal("DEB AUTOMAT      ", caixa[0].At(82, 98));

        var brasil = await ABankFile.LinesAsync(AnAgreement.Brazilian("banco-do-brasil", "001") with { IsTrial = true }, Order);
        Assert.Equal(("DÉBITO AUTOMÁTICO", "TESTE"), (brasil[0].At(82, 98), brasil[0].At(146, 150)));
        Assert.Equal("0000000000000000007000001"[..25], brasil[1].At(2, 26));
    }
}
