using static Solde.Functions.Failures.FailureClass;

namespace Solde.Functions.Failures;

/// <summary>Why money was taken back, in the provider's words; that a debit was not covered after all is not among them.</summary>
internal static class DisputeReasons
{
    public static readonly IReadOnlyList<FailureCode> All =
    [
        // As a decline code it is suspected fraud.
        Dispute.Entry("fraudulent"),
        Dispute.Entry("credit_not_processed"),
        Dispute.Entry("customer_initiated"),
        Dispute.Entry("duplicate"),
        Dispute.Entry("general"),
        Dispute.Entry("noncompliant"),
        Dispute.Entry("product_not_received"),
        Dispute.Entry("product_unacceptable"),
        Dispute.Entry("subscription_canceled"),
        Dispute.Entry("unrecognized"),
    ];
}
