using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>A change of each kind has an address in the words of the field; what all kinds have in common names the kind.</summary>
internal static class RuleEndpoints
{
    private static readonly RefusalKind[] AnyChange =
    [
        CommonRefusals.NotFound, CommonRefusals.Stale, CommonRefusals.ReasonNeeded, DebitRefusals.QuotaEnded, DebitRefusals.Backwards,
        DebitRefusals.QuotaFull,
    ];

    private static readonly RefusalKind[] AnyPrecondition =
    [
        DebitRefusals.UnknownReason, DebitRefusals.PeriodsMeet, DebitRefusals.InsuranceClaimed, DebitRefusals.NotListed,
        DebitRefusals.AgentNotValid, DebitRefusals.SavingsNotAllowed, DebitRefusals.NoDirectDebitAtBank, DebitRefusals.NotACurrentAccount,
        DebitRefusals.NotReleased, DebitRefusals.DefaultInsuranceNotOffered, DebitRefusals.MemberHasNoEmail, DebitRefusals.NoSlipByEmail,
    ];

    private static readonly RefusalKind[] AnyEnd =
        [.. AnyChange, DebitRefusals.UnknownReason, DebitRefusals.InsuranceClaimed, DebitRefusals.NotReleased];

    public static void Map(RouteGroupBuilder quota)
    {
        MapSets(quota);
        quota.MapPost("/insurance-claim", ReportInsuranceClaim.Handle).Needs(Scopes.DebitsWrite).Produces<QuotaView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, DebitRefusals.InsuranceClaimed)
            .WithSummary("A claim cancels the quota's insurance from a day on; nothing of it can be changed after that.");
        quota.MapGet("/insurance-parts", InsuranceParts.Handle).Needs(Scopes.DebitsRead).Produces<InsurancePartsView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("The parts of the plans that the quota has on a day, with what is charged of them.");
        quota.MapGet("/rules", ReadRules.Handle).Needs(Scopes.DebitsRead).Produces<RulesOnDay>().Refuses(CommonRefusals.NotFound)
            .WithSummary("What every rule says on a day (on), as it is known now or was known at an instant (knownAt).");
        quota.MapGet("/{rule}", ReadRule.Handle).Needs(Scopes.DebitsRead).Produces<RuleView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("One rule: what holds today, and its periods.");
        quota.MapGet("/{rule}/history", ListRuleHistory.Handle).Needs(Scopes.DebitsRead).Produces<Page<RuleEntry>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("All that was ever said of one rule: what, why, by whom, since when.");
        quota.MapPut("/{rule}/periods/{period}", ChangeRuleValidity.Handle).Needs(Scopes.DebitsWrite).Produces<RuleView>()
            .Refuses([.. AnyChange, .. AnyPrecondition])
            .WithSummary("Set a period to other days, with a reason.");
        quota.MapPost("/{rule}/periods/{period}/ending", EndRule.Handle).Needs(Scopes.DebitsWrite).Produces<RuleView>()
            .Refuses([.. AnyEnd, DebitRefusals.EndsBefore])
            .WithSummary("End a period with its last day, with a reason.");
        quota.MapPost("/{rule}/periods/{period}/removal", EndRule.HandleRemoval).Needs(Scopes.DebitsWrite).Produces<RuleView>()
            .Refuses(AnyEnd)
            .WithSummary("Remove a period whole, with a reason: none of its days counts any more.");
    }

    private static void MapSets(RouteGroupBuilder quota)
    {
        quota.MapPut("/insurance-plan", SetInsurancePlan.Handle).Sets(
            "Insure the quota by another plan from today on.",
            DebitRefusals.UnknownReason, DebitRefusals.NotListed, DebitRefusals.InsuranceClaimed);
        quota.MapPut("/insurance-instalments", SetInsuranceInstalments.Handle).Sets(
            "Untick parts of the contracted plans: they are not charged.", DebitRefusals.NotListed, DebitRefusals.InsuranceClaimed);
        quota.MapPut("/collection-agent", SetCollectionAgent.Handle).Sets(
            "Choose who collects for the quota.", DebitRefusals.NotListed, DebitRefusals.AgentNotValid);
        quota.MapPut("/direct-debit", SetDirectDebit.Handle).Sets(
            "Debit the quota from one of the member's bank accounts; 0 is the assembly's due date.",
            DebitRefusals.NotListed, DebitRefusals.SavingsNotAllowed, DebitRefusals.NoDirectDebitAtBank);
        quota.MapPut("/current-account", SetCurrentAccount.Handle).Sets(
            "Choose the member's current account for the quota.", DebitRefusals.NotListed, DebitRefusals.NotACurrentAccount);
        quota.MapPut("/electronic-payment", SetElectronicPayment.Handle).Sets(
            "Pay the quota electronically: a card on file, or an instant transfer.");
        quota.MapPut("/quota-type", SetQuotaType.Handle).Sets("Say what type the quota is of.", DebitRefusals.NotListed);
        quota.MapPut("/fixed-bid", SetFixedBid.Handle).Sets(
            "Add a period in which the quota takes part with an automatic fixed bid.", DebitRefusals.PeriodsMeet);
        quota.MapPut("/default-insurance", SetDefaultInsurance.Handle).Sets(
            "Record the insurer's decision on default insurance.",
            DebitRefusals.InsuranceClaimed, DebitRefusals.NotReleased, DebitRefusals.DefaultInsuranceNotOffered);
        quota.MapPut("/bank-fee", SetBankFee.Handle).Sets("Charge the bank fee, or not.");
        quota.MapPut("/cancellation-reducer", SetCancellationReducer.Handle).Sets(
            "Choose what is kept of what a cancelled quota gets back.", DebitRefusals.NotListed);
        quota.MapPut("/permanence-fee", SetPermanenceFee.Handle).Sets(
            "Choose what is charged on money left here.", DebitRefusals.NotListed);
        quota.MapPut("/slip-by-email", SetSlipByEmail.Handle).Sets(
            "Send payment slips by e-mail instead of post, from a date.", DebitRefusals.MemberHasNoEmail, DebitRefusals.NoSlipByEmail);
    }

    private static void Sets(this RouteHandlerBuilder endpoint, string summary, params RefusalKind[] refuses) =>
        endpoint.Needs(Scopes.DebitsWrite).Produces<RuleView>().Refuses([.. AnyChange, .. refuses]).WithSummary(summary);
}
