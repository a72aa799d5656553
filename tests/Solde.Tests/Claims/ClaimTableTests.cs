using Solde.Functions.Claims;
using static Solde.Functions.Claims.ClaimEvents;
using static Solde.Functions.Claims.ClaimStates;

namespace Solde.Tests.Claims;

[Trait("Rule", "CLM-14")]
public sealed class ClaimTableTests
{
    private static readonly string[] States = [NoFile, .. ClaimStates.All];

    private static readonly ClaimUse[] Uses = [ClaimUse.None, ClaimUse.Estimate, ClaimUse.Invoice, ClaimUse.Credited];

    /// <summary>Every cell, with every fact that a file in that state may have.</summary>
    internal static IEnumerable<(string State, string Event, ClaimFacts Facts)> Cells() =>
        from state in States
        from happened in ClaimEvents.All
        from use in Uses
        where ClaimTable.UsesOf(state).HasFlag(use)
        from anew in new[] { false, true }
        where !anew || (state == Completed && happened is Notice or FollowUp54)
        select (state, happened, new ClaimFacts(use, anew));

    [Fact]
    public void Every_cell_has_exactly_one_outcome() => Assert.All(Cells(), cell => Assert.Single(
        ClaimTable.Rules, rule => rule.Covers(cell.State, cell.Event, cell.Facts)));

    [Fact]
    public void Every_rule_is_of_some_cell() => Assert.All(
        ClaimTable.Rules, rule => Assert.Contains(Cells(), cell => rule.Covers(cell.State, cell.Event, cell.Facts)));

    [Fact]
    public void A_message_of_the_network_is_never_refused() => Assert.All(
        Cells().Where(cell => Messages.Contains(cell.Event)),
        cell => Assert.Null(ClaimTable.Next(cell.State, cell.Event, cell.Facts).Refusal));

    [Fact]
    public void A_file_never_comes_to_a_state_that_its_document_does_not_allow() => Assert.All(Cells(), cell =>
    {
        var outcome = ClaimTable.Next(cell.State, cell.Event, cell.Facts);
        if (outcome.Refusal is not null)
            return;
        var use = cell.Event switch
        {
            Integrate => ClaimUse.Invoice,
            CreditNoteMade => ClaimUse.Credited,
            CreditNoteDeleted => ClaimUse.Invoice,
            _ => cell.Facts.Use,
        };
        Assert.True(ClaimTable.UsesOf(outcome.State ?? cell.State).HasFlag(use), $"{cell}: {outcome}");
    });

    /// <summary>The rules, one by one, in the document's words and not the table's.</summary>
    [Theory]
    [Trait("Rule", "CLM-01")]
    [Trait("Rule", "CLM-02")]
    [Trait("Rule", "CLM-03")]
    [Trait("Rule", "CLM-05")]
    [Trait("Rule", "CLM-06")]
    [Trait("Rule", "CLM-07")]
    [Trait("Rule", "CLM-08")]
    [Trait("Rule", "CLM-09")]
    [Trait("Rule", "CLM-10")]
    [Trait("Rule", "CLM-11")]
    [Trait("Rule", "CLM-12")]
    [InlineData(NoFile, ClaimUse.None, OpeningRequest, AwaitingNotice)]
    [InlineData(NoFile, ClaimUse.None, Notice, NotIntegrated)]
    [InlineData(AwaitingNotice, ClaimUse.None, Notice, NotIntegrated)]
    [InlineData(NoFile, ClaimUse.None, FollowUp54, NotIntegrated)]
    [InlineData(AwaitingNotice, ClaimUse.None, FollowUp54, NotIntegrated)]
    [InlineData(NotIntegrated, ClaimUse.None, Integrate, Integrated)]
    [InlineData(Integrated, ClaimUse.Invoice, InvoiceSent, Sent)]
    [InlineData(Integrated, ClaimUse.Invoice, WarrantyNoteSent, Sent)]
    [InlineData(Integrated, ClaimUse.Estimate, WarrantyNoteSent, Sent)]
    [InlineData(Sent, ClaimUse.Invoice, OtherFollowUp, Integrated)]
    [InlineData(Sent, ClaimUse.Invoice, FollowUp54, Integrated)]
    [InlineData(Sent, ClaimUse.Estimate, OtherFollowUp, Integrated)]
    [InlineData(AwaitingPayment, ClaimUse.Invoice, OtherFollowUp, Integrated)]
    [InlineData(Sent, ClaimUse.Invoice, FollowUp36, AwaitingPayment)]
    [InlineData(Integrated, ClaimUse.Invoice, FollowUp37, Integrated)]
    [InlineData(Sent, ClaimUse.Invoice, FollowUp37, Integrated)]
    [InlineData(AwaitingPayment, ClaimUse.Invoice, FollowUp37, Integrated)]
    [InlineData(AwaitingNotice, ClaimUse.None, FollowUp35, Completed)]
    [InlineData(NotIntegrated, ClaimUse.None, FollowUp32, Completed)]
    [InlineData(Integrated, ClaimUse.Invoice, FollowUp50, Completed)]
    [InlineData(Sent, ClaimUse.Invoice, FollowUp25, Completed)]
    [InlineData(Sent, ClaimUse.Invoice, PaymentNotice, Completed)]
    [InlineData(AwaitingPayment, ClaimUse.Invoice, PaymentNotice, Completed)]
    [InlineData(Integrated, ClaimUse.Invoice, CreditNoteMade, NotIntegrated)]
    [InlineData(Sent, ClaimUse.Invoice, CreditNoteMade, NotIntegrated)]
    [InlineData(NotIntegrated, ClaimUse.Credited, CreditNoteDeleted, Integrated)]
    [InlineData(Cancelled, ClaimUse.Credited, CreditNoteDeleted, Integrated)]
    [InlineData(AwaitingNotice, ClaimUse.None, CancelByHand, Cancelled)]
    [InlineData(NotIntegrated, ClaimUse.None, CancelByHand, Cancelled)]
    [InlineData(NotIntegrated, ClaimUse.Credited, CancelByHand, Cancelled)]
    [InlineData(Cancelled, ClaimUse.None, Notice, NotIntegrated)]
    [InlineData(Cancelled, ClaimUse.None, OtherFollowUp, NotIntegrated)]
    [InlineData(Cancelled, ClaimUse.Credited, FollowUp36, NotIntegrated)]
    [InlineData(Cancelled, ClaimUse.None, FollowUp25, NotIntegrated)]
    internal void The_rules_say_where_a_file_goes(string state, ClaimUse use, string happened, string expected) =>
        Assert.Equal(expected, ClaimTable.Next(state, happened, new ClaimFacts(use)).State ?? state);

    [Theory]
    [Trait("Rule", "CLM-04")]
    [Trait("Rule", "CLM-11")]
    [InlineData(AwaitingNotice, ClaimUse.None, Integrate, "claim_awaits_notice")]
    [InlineData(Cancelled, ClaimUse.None, Integrate, "claim_cancelled")]
    [InlineData(Integrated, ClaimUse.Estimate, CancelByHand, "claim_in_use")]
    [InlineData(Integrated, ClaimUse.Invoice, CancelByHand, "claim_in_use")]
    [InlineData(Sent, ClaimUse.Invoice, CancelByHand, "claim_in_use")]
    [InlineData(AwaitingPayment, ClaimUse.Invoice, CancelByHand, "claim_in_use")]
    internal void The_rules_say_what_is_refused(string state, ClaimUse use, string act, string code) =>
        Assert.Equal(code, ClaimTable.Next(state, act, new ClaimFacts(use)).Refusal?.Code);
}
