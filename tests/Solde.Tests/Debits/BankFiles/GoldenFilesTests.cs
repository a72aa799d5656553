using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

/// <summary>
/// Whole files of every profile, kept in <c>Files</c>: a change of a single byte shows. <c>SOLDE_WRITE_BANK_FILES=1</c> writes them anew, to
/// be looked at before they are kept.
/// </summary>
[Trait("Rule", "DEB-20")]
public sealed class GoldenFilesTests
{
    public static TheoryData<string> Profiles => [.. BankProfiles.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task A_file_of_each_profile_is_what_it_was_passes_its_check_and_says_its_sums(string profile)
    {
        var agreement = AnAgreement.Of(profile) with { IsTrial = true };
        var orders = OrdersOf(agreement).ToArray();

        var (bytes, totals) = await ABankFile.WrittenAsync(agreement, 17, orders);

        Assert.Equal(Kept(profile + (agreement.Scheme == BankSchemes.Sepa ? ".xml" : ".txt"), bytes), bytes);
        Assert.Null(await ABankFile.CheckedAsync(agreement, bytes));
        var asked = orders.Where(order => order.Kind == DebitOrderKinds.Debit).Sum(order => order.Amount.Minor);
        Assert.Equal(
            new FileTotals(orders.Length, new Money(asked, agreement.Currency), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), totals);
    }

    [Fact]
    [Trait("Rule", "DEB-14")]
    [Trait("Rule", "DEB-17")]
    public async Task Slips_by_email_and_to_be_printed_are_what_they_were()
    {
        SlipOrder[] slips =
        [
            new("L000001", "José Conceição", "12345678909", "Grupo 0012 / Cota 034-0", AnOrder.Due, new Money(61_240, "BRL"), "pt",
                "jose@example.org", ["Rua das Flores, 12", "São Paulo - SP"],
                [new SlipPart("Parcela", new Money(58_000, "BRL")), new SlipPart("Taxa bancária", new Money(3_240, "BRL"))]),
            new("L000002", "=cmd|' /C calc'!A0, \"Ltda\"", null, "Grupo 0012 / Cota 035-0", AnOrder.Due, new Money(100, "BRL"), "pt",
                "loja@example.org", ["Av. Brasil, 1"], [new SlipPart("Parcela", new Money(100, "BRL"))]),
        ];
        foreach (var layout in new[] { SlipLayout.Email, SlipLayout.Print })
        {
            using var file = new MemoryStream();
            var totals = await new SlipWriter(layout).WriteAsync(
                await ABankFile.HeadingAsync(3), "BRL", slips.ToAsyncEnumerable(), file, CancellationToken.None);

            Assert.Equal(Kept(layout.Name + ".csv", file.ToArray()), file.ToArray());
            Assert.Equal((2, 61_340L), (totals.Orders, totals.Amount.Minor));
        }
    }

    [Fact]
    [Trait("Rule", "DEB-14")]
    public void A_slip_without_a_way_to_its_payer_or_with_parts_that_do_not_add_up_stays_out()
    {
        var slip = new SlipOrder(
            "L1", "José", null, "Cota 1", AnOrder.Due, new Money(100, "BRL"), "pt", null, [], [new SlipPart("Parcela", new Money(100, "BRL"))]);

        Assert.Equal("email", new SlipWriter(SlipLayout.Email).Check(slip)?.Field);
        Assert.Equal("address", new SlipWriter(SlipLayout.Print).Check(slip)?.Field);
        Assert.Equal("amount", new SlipWriter(SlipLayout.Email).Check(slip with { Email = "j@example.org", Amount = new Money(101, "BRL") })?.Field);
        Assert.Null(new SlipWriter(SlipLayout.Email).Check(slip with { Email = "j@example.org" }));
    }

    private static IEnumerable<DebitOrder> OrdersOf(BankAgreement agreement)
    {
        yield return AnOrder.In(agreement, 1);
        yield return AnOrder.In(agreement, 2, 1);
        if (agreement.Scheme == BankSchemes.Febraban)
        {
            yield return AnOrder.Brazilian(3, 7_777, DebitOrderKinds.Cancellation);
            yield return AnOrder.Brazilian(4, 0, DebitOrderKinds.KeepAlive);
            yield return AnOrder.Brazilian(5, 0, DebitOrderKinds.Withdrawal) with { Statement = "A pedido do cliente: não quer mais" };
            if (agreement.Profile == "febraban-08")
                yield return AnOrder.Brazilian(6, 0, DebitOrderKinds.Registration) with { MandateUntil = new DateOnly(2030, 1, 31), TaxId = null };
            yield break;
        }
        foreach (var number in Enumerable.Range(3, 6))
            yield return AnOrder.In(agreement, number, number * 1_000);
        if (agreement.Scheme != BankSchemes.Sepa)
            yield break;
        yield return AnOrder.European(9) with
        {
            PreviousIban = "DE89370400440532013000",
            Account = new BankAccount("BE68539007547034", Institution: "KREDBEBB"),
        };
        yield return AnOrder.European(10) with { Sequence = SequenceTypes.OneOff };
        yield return AnOrder.European(11) with { Due = AnOrder.Due.AddDays(1), Statement = null };
    }

    private static byte[] Kept(string name, byte[] now)
    {
        var path = Path.Combine(FilesPath(), name);
        if (Environment.GetEnvironmentVariable("SOLDE_WRITE_BANK_FILES") == "1")
            File.WriteAllBytes(path, now);
        return File.ReadAllBytes(path);
    }

    private static string FilesPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Files");
}
