using Solde.Functions.Api;
using static Solde.Functions.Claims.ClaimEvents;
using static Solde.Functions.Claims.ClaimOutcome;
using static Solde.Functions.Claims.ClaimStates;

namespace Solde.Functions.Claims;

/// <summary>
/// The whole life of a claim file (CLM-14): every state and every event, each with one outcome. docs/claim-states.md is made from it;
/// "0016" is the decision record on what the rules leave open.
/// </summary>
internal static class ClaimTable
{
    private const string Silent = "0016";

    public static readonly IReadOnlyList<ClaimRule> Rules =
    [
        new(NoFile, [OpeningRequest], ClaimUse.Any, To(AwaitingNotice), "CLM-01"),
        new(NoFile, [Notice], ClaimUse.Any, To(NotIntegrated), "CLM-02"),
        new(NoFile, [FollowUp54], ClaimUse.Any, To(NotIntegrated), "CLM-03"),
        new(NoFile, [.. Endings, PaymentNotice], ClaimUse.Any, To(Completed), "CLM-09"),
        new(NoFile, [FollowUp36, FollowUp37, OtherFollowUp], ClaimUse.Any, To(AwaitingNotice), Silent),
        new(NoFile, Acts, ClaimUse.Any, Refuses(CommonRefusals.NotFound), "CLM-14"),

        new(AwaitingNotice, [OpeningRequest], ClaimUse.Any, Stays, Silent),
        new(AwaitingNotice, [Notice], ClaimUse.Any, To(NotIntegrated), "CLM-02"),
        new(AwaitingNotice, [FollowUp54], ClaimUse.Any, To(NotIntegrated), "CLM-03"),
        new(AwaitingNotice, [.. Endings, PaymentNotice], ClaimUse.Any, To(Completed), "CLM-09"),
        new(AwaitingNotice, [FollowUp36, FollowUp37, OtherFollowUp], ClaimUse.Any, Stays, Silent),
        new(AwaitingNotice, Sendings, ClaimUse.Any, Refuses(ClaimRefusals.NotInDocument), "CLM-05"),
        new(AwaitingNotice, [Integrate], ClaimUse.Any, Refuses(ClaimRefusals.AwaitsNotice), "CLM-04"),
        new(AwaitingNotice, [CreditNoteMade], ClaimUse.Any, Refuses(ClaimRefusals.WithoutInvoice), "CLM-10"),
        new(AwaitingNotice, [CreditNoteDeleted], ClaimUse.Any, Refuses(ClaimRefusals.WithoutCreditNote), "CLM-10"),
        new(AwaitingNotice, [CancelByHand], ClaimUse.Any, To(Cancelled), "CLM-11"),

        new(NotIntegrated, [OpeningRequest, Notice, FollowUp54, OtherFollowUp], ClaimUse.Any, Stays, "CLM-02"),
        new(NotIntegrated, [FollowUp36, FollowUp37], ClaimUse.Any, StaysAndWarns, Silent),
        new(NotIntegrated, [.. Endings, PaymentNotice], ClaimUse.Any, To(Completed), "CLM-09"),
        new(NotIntegrated, Sendings, ClaimUse.Any, Refuses(ClaimRefusals.NotInDocument), "CLM-05"),
        new(NotIntegrated, [Integrate], ClaimUse.Any, To(Integrated), "CLM-04"),
        new(NotIntegrated, [CreditNoteMade], ClaimUse.None, Refuses(ClaimRefusals.WithoutInvoice), "CLM-10"),
        new(NotIntegrated, [CreditNoteMade], ClaimUse.Credited, Refuses(ClaimRefusals.Credited), "CLM-10"),
        new(NotIntegrated, [CreditNoteDeleted], ClaimUse.None, Refuses(ClaimRefusals.WithoutCreditNote), "CLM-10"),
        new(NotIntegrated, [CreditNoteDeleted], ClaimUse.Credited, To(Integrated), "CLM-10"),
        new(NotIntegrated, [CancelByHand], ClaimUse.Any, To(Cancelled), "CLM-11"),

        new(Integrated, [OpeningRequest, Notice, FollowUp54, OtherFollowUp], ClaimUse.Any, Stays, "CLM-04"),
        new(Integrated, [FollowUp36], ClaimUse.Estimate, StaysAndWarns, Silent),
        new(Integrated, [FollowUp36], ClaimUse.Invoice, To(AwaitingPayment), "CLM-07"),
        new(Integrated, [FollowUp37], ClaimUse.Any, StaysAndWarns, "CLM-08"),
        new(Integrated, [.. Endings, PaymentNotice], ClaimUse.Any, To(Completed), "CLM-09"),
        new(Integrated, [InvoiceSent], ClaimUse.Estimate, Refuses(ClaimRefusals.WithoutInvoice), "CLM-05"),
        new(Integrated, [InvoiceSent], ClaimUse.Invoice, To(Sent), "CLM-05"),
        new(Integrated, [WarrantyNoteSent], ClaimUse.Any, To(Sent), "CLM-05"),
        new(Integrated, [Integrate], ClaimUse.Estimate, Stays, Silent),

        new(Sent, [OpeningRequest], ClaimUse.Any, Stays, Silent),
        new(Sent, [Notice], ClaimUse.Any, StaysAndWarns, Silent),
        new(Sent, [FollowUp54, OtherFollowUp], ClaimUse.Any, ToAndWarns(Integrated), "CLM-06"),
        new(Sent, [FollowUp36], ClaimUse.Estimate, StaysAndWarns, Silent),
        new(Sent, [FollowUp36], ClaimUse.Invoice, To(AwaitingPayment), "CLM-07"),
        new(Sent, [FollowUp37], ClaimUse.Any, ToAndWarns(Integrated), "CLM-08"),
        new(Sent, [.. Endings, PaymentNotice], ClaimUse.Any, To(Completed), "CLM-09"),
        new(Sent, [InvoiceSent], ClaimUse.Estimate, Refuses(ClaimRefusals.WithoutInvoice), "CLM-05"),
        new(Sent, [InvoiceSent], ClaimUse.Invoice, Stays, Silent),
        new(Sent, [WarrantyNoteSent], ClaimUse.Any, Stays, Silent),
        new(Sent, [Integrate], ClaimUse.Estimate, To(Integrated), Silent),

        new(AwaitingPayment, [OpeningRequest, FollowUp36], ClaimUse.Any, Stays, Silent),
        new(AwaitingPayment, [Notice], ClaimUse.Any, StaysAndWarns, Silent),
        new(AwaitingPayment, [FollowUp54, OtherFollowUp], ClaimUse.Any, ToAndWarns(Integrated), "CLM-06"),
        new(AwaitingPayment, [FollowUp37], ClaimUse.Any, ToAndWarns(Integrated), "CLM-08"),
        new(AwaitingPayment, [.. Endings, PaymentNotice], ClaimUse.Any, To(Completed), "CLM-09"),
        new(AwaitingPayment, Sendings, ClaimUse.Any, Refuses(ClaimRefusals.Accepted), Silent),

        .. Used(Integrated, ClaimUse.Used),
        .. Used(Sent, ClaimUse.Used),
        .. Used(AwaitingPayment, ClaimUse.Invoice),

        new(Completed, [OpeningRequest, .. Endings], ClaimUse.Any, Stays, Silent),
        new(Completed, [Notice, FollowUp54], ClaimUse.Any, StaysAndWarns, Silent, IfAssignedAnew: false),
        new(Completed, [Notice, FollowUp54], ClaimUse.None | ClaimUse.Credited, ToAndWarns(NotIntegrated), Silent, IfAssignedAnew: true),
        new(Completed, [Notice, FollowUp54], ClaimUse.Used, ToAndWarns(Integrated), Silent, IfAssignedAnew: true),
        new(Completed, [FollowUp36, FollowUp37, OtherFollowUp], ClaimUse.Any, StaysAndWarns, Silent),
        new(Completed, [PaymentNotice], ClaimUse.Any, Stays, "CLM-20"),
        new(Completed, Sendings, ClaimUse.Any, Refuses(ClaimRefusals.Completed), Silent),
        new(Completed, [Integrate], ClaimUse.None | ClaimUse.Estimate | ClaimUse.Credited, Stays, Silent),
        new(Completed, [Integrate], ClaimUse.Invoice, Refuses(ClaimRefusals.InUse), "CLM-04"),
        new(Completed, [CreditNoteMade], ClaimUse.Invoice, Stays, Silent),
        new(Completed, [CreditNoteMade], ClaimUse.None | ClaimUse.Estimate, Refuses(ClaimRefusals.WithoutInvoice), "CLM-10"),
        new(Completed, [CreditNoteMade], ClaimUse.Credited, Refuses(ClaimRefusals.Credited), "CLM-10"),
        new(Completed, [CreditNoteDeleted], ClaimUse.Credited, Stays, Silent),
        new(Completed, [CreditNoteDeleted], ClaimUse.None | ClaimUse.Used, Refuses(ClaimRefusals.WithoutCreditNote), "CLM-10"),
        new(Completed, [CancelByHand], ClaimUse.Any, Refuses(ClaimRefusals.Completed), Silent),

        new(Cancelled, [OpeningRequest], ClaimUse.Any, Stays, Silent),
        new(Cancelled, [Notice, .. FollowUps], ClaimUse.Any, ToAndWarns(NotIntegrated), "CLM-12"),
        new(Cancelled, [PaymentNotice], ClaimUse.Any, To(Completed), "CLM-09"),
        new(Cancelled, Sendings, ClaimUse.Any, Refuses(ClaimRefusals.NotInDocument), "CLM-05"),
        new(Cancelled, [Integrate], ClaimUse.Any, Refuses(ClaimRefusals.Cancelled), "CLM-04"),
        new(Cancelled, [CreditNoteMade], ClaimUse.None, Refuses(ClaimRefusals.WithoutInvoice), "CLM-10"),
        new(Cancelled, [CreditNoteMade], ClaimUse.Credited, Refuses(ClaimRefusals.Credited), "CLM-10"),
        new(Cancelled, [CreditNoteDeleted], ClaimUse.None, Refuses(ClaimRefusals.WithoutCreditNote), "CLM-10"),
        new(Cancelled, [CreditNoteDeleted], ClaimUse.Credited, To(Integrated), "CLM-10"),
        new(Cancelled, [CancelByHand], ClaimUse.Any, Stays, "CLM-11"),
    ];

    private static readonly ILookup<(string From, string On), ClaimRule> ByCell = Rules
        .SelectMany(rule => rule.On.Select(happened => (Cell: (rule.From, happened), Rule: rule)))
        .ToLookup(item => item.Cell, item => item.Rule);

    /// <summary>The one rule of a cell.</summary>
    public static ClaimRule RuleOf(string state, string happened, ClaimFacts facts) =>
        ByCell[(state, happened)].Single(rule => rule.Covers(state, happened, facts));

    public static ClaimOutcome Next(string state, string happened, ClaimFacts facts) => RuleOf(state, happened, facts).Outcome;

    /// <summary>How a file in a state may stand to sales documents.</summary>
    public static ClaimUse UsesOf(string state) => state switch
    {
        NoFile or AwaitingNotice => ClaimUse.None,
        NotIntegrated or Cancelled => ClaimUse.None | ClaimUse.Credited,
        Integrated or Sent => ClaimUse.Used,
        AwaitingPayment => ClaimUse.Invoice,
        _ => ClaimUse.Any,
    };

    /// <summary>A file that is used in a sales document, whatever became of that: what its document allows.</summary>
    private static IEnumerable<ClaimRule> Used(string state, ClaimUse uses)
    {
        yield return new(state, [Integrate], ClaimUse.Invoice, Refuses(ClaimRefusals.InUse), "CLM-04");
        yield return new(state, [CreditNoteMade], ClaimUse.Invoice, To(NotIntegrated), "CLM-10");
        if (uses.HasFlag(ClaimUse.Estimate))
            yield return new(state, [CreditNoteMade], ClaimUse.Estimate, Refuses(ClaimRefusals.WithoutInvoice), "CLM-10");
        yield return new(state, [CreditNoteDeleted], uses, Refuses(ClaimRefusals.WithoutCreditNote), "CLM-10");
        yield return new(state, [CancelByHand], uses, Refuses(ClaimRefusals.InUse), "CLM-11");
    }
}
