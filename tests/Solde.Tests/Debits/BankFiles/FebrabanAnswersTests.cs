using Solde.Functions.Api;
using Solde.Functions.Debits;

namespace Solde.Tests.Debits;

/// <summary>Every return code of record F, as the published tables have it; written down here apart from the app.</summary>
[Trait("Rule", "DEB-21")]
public sealed class FebrabanAnswersTests
{
    [Theory]
    [InlineData("00", "paid", null)]
    [InlineData("31", "paid_on_other_date", null)]
    [InlineData("DP", "paid_in_part", null)]
    [InlineData("01", "failed", "funds")]
    [InlineData("02", "failed", "account")]
    [InlineData("04", "failed", "unknown")]
    [InlineData("05", "failed", "limit")]
    [InlineData("10", "failed", "account")]
    [InlineData("12", "failed", "our_data")]
    [InlineData("13", "failed", "our_data")]
    [InlineData("14", "failed", "account")]
    [InlineData("15", "failed", "account")]
    [InlineData("18", "failed", "our_data")]
    [InlineData("19", "failed", "mandate")]
    [InlineData("20", "failed", "mandate")]
    [InlineData("30", "failed", "mandate")]
    [InlineData("FP", "failed", "our_data")]
    [InlineData("PB", "failed", "mandate")]
    [InlineData("99", "cancelled", null)]
    [InlineData("97", "cancellation_refused", null)]
    [InlineData("98", "cancellation_refused", null)]
    [InlineData("7X", "unknown", "unknown")]
    [InlineData("", "unknown", "unknown")]
    public void Of_a_debit(string code, string outcome, string? failureClass)
    {
        var answer = FebrabanAnswers.Of(code, '0');

        Assert.Equal((outcome, failureClass, null), (answer.Outcome, answer.Class?.Name, answer.Mandate));
        Assert.All(Language.All, language => Assert.False(string.IsNullOrWhiteSpace(answer.Meaning.In(language))));
    }

    [Theory]
    [InlineData("96", '0', "kept_alive", null)]
    [InlineData("CF", '5', "activated", null)]
    [InlineData("CE", '5', "already_active", null)]
    [InlineData("CD", '0', "cancelled", null)]
    [InlineData("NC", '5', "refused", "account")]
    [InlineData("CH", '5', "refused", "our_data")]
    [InlineData("PV", '5', "refused", "our_data")]
    [InlineData("DT", '5', "refused", "our_data")]
    [InlineData("OP", '5', "refused", "our_data")]
    // A code of debits in answer to a registration: no money, and no mandate.
    [InlineData("02", '5', "refused", "account")]
    [InlineData("19", '5', "refused", "mandate")]
    [Trait("Rule", "DEB-23")]
    public void Of_a_mandate(string code, char movement, string effect, string? failureClass)
    {
        var answer = FebrabanAnswers.Of(code, movement);

        Assert.Equal(("registration", effect, failureClass), (answer.Outcome, answer.Mandate, answer.Class?.Name));
    }

    [Theory]
    [InlineData("00", '1')]
    [InlineData("01", '1')]
    [InlineData("00", '5')]
    [InlineData("DP", '5')]
    public void What_cannot_be_said_of_such_an_order_is_for_a_person(string code, char movement) =>
        Assert.Equal("unknown", FebrabanAnswers.Of(code, movement).Outcome);
}
