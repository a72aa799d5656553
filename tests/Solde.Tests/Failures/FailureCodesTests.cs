using System.Net;
using Solde.Functions.Api;
using Solde.Functions.Failures;
using Solde.Functions.Payments;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Failures;

[Trait("Rule", "PAY-13")]
public sealed class FailureCodesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("card", "insufficient_funds", "funds", "retry")]
    [InlineData("card", "stolen_card", "account", "ask_customer")]
    [InlineData("card", "authentication_required", "mandate", "ask_customer")]
    [InlineData("card", "fraudulent", "dispute", "show_to_person")]
    [InlineData("card", "issuer_not_available", "technical", "retry")]
    [InlineData("card", "generic_decline", "unknown", "show_to_person")]
    [InlineData("acss_debit", "insufficient_funds", "funds", "retry")]
    [InlineData("acss_debit", "901", "funds", "retry")]
    [InlineData("acss_debit", "908", "funds", "retry")]
    [InlineData("acss_debit", "910", "stop", "stop_contact")]
    [InlineData("acss_debit", "917", "mandate", "ask_customer")]
    [InlineData("acss_debit", "900", "our_data", "fix_and_send")]
    [InlineData("sepa_debit", "AM04", "funds", "retry")]
    [InlineData("sepa_debit", "MD06", "dispute", "show_to_person")]
    [InlineData("sepa_debit", "MD07", "stop", "stop_contact")]
    [InlineData("sepa_debit", "MS03", "unknown", "show_to_person")]
    [InlineData("febraban", "01", "funds", "retry")]
    [InlineData("febraban", "05", "limit", "ask_customer")]
    [InlineData("febraban", "30", "mandate", "ask_customer")]
    [InlineData("refund", "expired_or_canceled_card", "account", "ask_customer")]
    [InlineData("card", "a_code_of_next_year", "unknown", "show_to_person")]
    [InlineData("pix", "", "unknown", "show_to_person")]
    public void A_code_has_one_class_and_the_class_says_what_is_done(string scheme, string code, string name, string action)
    {
        var entry = FailureCodes.Of(scheme, code);

        Assert.Equal((name, action), (entry.Class.Name, entry.Class.Action));
    }

    [Fact]
    public void The_same_word_means_something_else_on_the_way_back()
    {
        Assert.Equal("There is not enough money on the account.", new DeclineCodes().Of("insufficient_funds", "en"));
        Assert.Contains("organisation's balance", FailureCodes.Of("refund", "insufficient_funds").Meaning.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Success_is_no_failure_in_any_table()
    {
        // 31 is a debit that was done on another day; many programs take it for a failure.
        foreach (var code in new[] { "00", "31", "DP", "96", "99" })
            Assert.DoesNotContain(FailureCodes.All, entry => entry.Scheme == "febraban" && entry.Code == code);
    }

    [Fact]
    public void Every_code_speaks_every_language_and_no_scheme_names_one_twice()
    {
        Assert.All(FailureCodes.All, entry => Assert.All(
            Language.All, language => Assert.False(string.IsNullOrWhiteSpace(entry.Meaning.In(language)))));
        Assert.All(FailureClass.All, known => Assert.Equal(
            Language.All.Count, Language.All.Select(language => known.Meaning.In(language)).Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(FailureCodes.All.Count, FailureCodes.All.DistinctBy(entry => (entry.Scheme, entry.Code)).Count());
        Assert.Equal(FailureClass.All.Count, FailureCodes.All.Select(entry => entry.Class).Distinct().Count());
    }

    [Fact]
    public async Task The_list_says_scheme_code_class_action_and_meaning_page_by_page()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var page = (await desk.GetAsync("payments/failure-codes?scheme=acss_debit&class=funds&limit=2", ("Accept-Language", "fr"))).Expect(HttpStatusCode.OK);
        var rest = await desk.ListAsync($"payments/failure-codes?scheme=acss_debit&class=funds&cursor={Text(page["next"])}");

        Assert.Equal(["901", "908"], page["items"]!.AsArray().Select(item => Text(item!["code"])));
        Assert.Equal(
            ("acss_debit", "funds", "retry", "Les fonds sont insuffisants."),
            (Text(page["items"]![0]!["scheme"]), Text(page["items"]![0]!["class"]), Text(page["items"]![0]!["action"]), Text(page["items"]![0]!["meaning"])));
        Assert.Equal(["insufficient_funds"], rest.Select(item => Text(item["code"])));
        (await desk.GetAsync("payments/failure-codes?class=bad_luck")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }
}
