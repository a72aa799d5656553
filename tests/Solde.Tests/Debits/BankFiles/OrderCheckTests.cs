using Solde.Functions.Api;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
public sealed class OrderCheckTests
{
    private static readonly DebitOrder Brazil = AnOrder.Brazilian(1);
    private static readonly DebitOrder Europe = AnOrder.European(1);
    private static readonly DebitOrder Canada = AnOrder.Canadian(1);

    private static readonly (string Profile, DebitOrder Order, string Field)[] Wrong =
    [
        ("febraban-04", Brazil with { LineId = "l1" }, "lineId"),
        ("febraban-04", Brazil with { LineId = "12345678901234567890" }, "lineId"),
        ("febraban-04", Brazil with { Amount = new Money(1, "CAD") }, "amount"),
        ("febraban-04", Brazil with { Amount = new Money(0, "BRL") }, "amount"),
        ("febraban-04", Brazil with { Kind = DebitOrderKinds.KeepAlive }, "amount"),
        ("febraban-04", Brazil with { Kind = DebitOrderKinds.Registration, Amount = new Money(0, "BRL") }, "kind"),
        ("febraban-04", Brazil with { Kind = "gift" }, "kind"),
        ("febraban-04", Brazil with { Account = new BankAccount("123", "12") }, "account"),
        ("febraban-04", Brazil with { Account = new BankAccount("123456789012345", "0123") }, "account"),
        ("febraban-08", Brazil with { Account = new BankAccount("123456789012345678901", "0123") }, "account"),
        ("febraban-08", Brazil with { MandateReference = "" }, "mandateReference"),
        ("febraban-08", Brazil with { MandateReference = "ÁGUA" }, "mandateReference"),
        ("banco-do-brasil", Brazil with { MandateReference = "A1" }, "mandateReference"),
        ("febraban-05", Brazil with { TaxId = "123.456.789-09" }, "taxId"),
        ("sepa-core", Europe with { Kind = DebitOrderKinds.Cancellation }, "kind"),
        ("sepa-core", Europe with { Account = new BankAccount("FR7630006000011234567890188") }, "account"),
        ("sepa-core", Europe with { Account = Europe.Account with { Institution = "BAD" } }, "account"),
        ("sepa-core", Europe with { PreviousIban = "FR76" }, "account"),
        ("sepa-core", Europe with { PayerName = "·" }, "payerName"),
        ("sepa-core", Europe with { MandateReference = "A//B" }, "mandateReference"),
        ("sepa-core", Europe with { MandateReference = "/A" }, "mandateReference"),
        ("sepa-core", Europe with { MandateSignedOn = null }, "mandateSignedOn"),
        ("sepa-core", Europe with { Sequence = "RPRE" }, "sequence"),
        ("sepa-core", Europe with { Amount = new Money(100_000_000_000, "EUR") }, "amount"),
        ("cpa", Canada with { Kind = DebitOrderKinds.KeepAlive, Amount = new Money(0, "CAD") }, "kind"),
        ("cpa", Canada with { Amount = new Money(10_000_000_000, "CAD") }, "amount"),
        ("cpa", Canada with { Account = new BankAccount("12345", "5432", "815") }, "account"),
        ("cpa", Canada with { Account = new BankAccount("12-345", "54321", "815") }, "account"),
        ("cpa", Canada with { PayerName = " " }, "payerName"),
    ];

    public static IEnumerable<object[]> WrongOnes => Wrong.Select((wrong, number) => new object[] { number, wrong.Profile, wrong.Field });

    [Theory]
    [MemberData(nameof(WrongOnes))]
    public async Task What_the_bank_cannot_take_is_named_before_and_never_written(int number, string profile, string field)
    {
        var agreement = AnAgreement.Of(profile);
        var order = Wrong[number].Order;

        var fault = BankFiles.Writer(agreement).Check(order);

        Assert.Equal(field, fault?.Field);
        Assert.Equal(Language.All.Count, Language.All.Select(language => fault!.Message.In(language)).Distinct(StringComparer.Ordinal).Count());
        await Assert.ThrowsAsync<InvalidOperationException>(() => ABankFile.WrittenAsync(agreement, 1, order));
    }

    [Theory]
    [InlineData("febraban-04")]
    [InlineData("febraban-05")]
    [InlineData("febraban-08")]
    [InlineData("sepa-core")]
    [InlineData("cpa")]
    public void What_the_bank_can_take_passes(string profile)
    {
        var agreement = AnAgreement.Of(profile);

        Assert.Null(BankFiles.Writer(agreement).Check(AnOrder.In(agreement, 1)));
        Assert.Empty(AgreementCheck.Faults(agreement));
    }

    private static readonly (BankAgreement Agreement, string Field)[] WrongAgreements =
    [
        (AnAgreement.Brazilian("cpa"), "profile"),
        (AnAgreement.Brazilian("caixa") with { Currency = "EUR" }, "currency"),
        (AnAgreement.Brazilian("caixa") with { OurId = "123 45" }, "ourId"),
        (AnAgreement.Brazilian("caixa") with { BankCode = "1" }, "bankCode"),
        (AnAgreement.Brazilian("caixa") with { OurName = " " }, "ourName"),
        (AnAgreement.European() with { OurId = "BE69ZZZ0123456789" }, "ourId"),
        (AnAgreement.European() with { OwnAccount = null }, "ownAccount"),
        (AnAgreement.European() with { Currency = "CAD" }, "currency"),
        (AnAgreement.Canadian() with { OurId = "ORIG0000012" }, "ourId"),
        (AnAgreement.Canadian() with { BankCode = "610" }, "bankCode"),
        (AnAgreement.Canadian() with { TransactionCode = null }, "transactionCode"),
        (AnAgreement.Canadian() with { OwnAccount = new BankAccount("1") }, "ownAccount"),
        (AnAgreement.Canadian() with { Currency = "EUR" }, "currency"),
    ];

    [Fact]
    public void An_agreement_that_no_file_can_be_made_under_is_named_field_by_field() => Assert.All(
        WrongAgreements, wrong => Assert.Equal([wrong.Field], AgreementCheck.Faults(wrong.Agreement).Select(fault => fault.Field)));

    [Fact]
    [Trait("Rule", "COM-12")]
    public void An_account_in_a_message_or_a_log_shows_its_end_only()
    {
        Assert.Equal("•••189", new BankAccount("FR7630006000011234567890189").ToString());
        Assert.DoesNotContain("30006000011234567890", AnOrder.European(0).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("001", "banco-do-brasil")]
    [InlineData("104", "caixa")]
    [InlineData("999", "febraban-08")]
    public void A_bank_has_its_profile_or_that_of_no_bank_in_particular(string bankCode, string profile) =>
        Assert.Equal(profile, BankProfiles.For(BankSchemes.Febraban, bankCode).Name);
}
