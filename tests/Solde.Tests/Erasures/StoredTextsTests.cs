namespace Solde.Tests.Erasures;

[Trait("Rule", "COM-12")]
public sealed class StoredTextsTests
{
    /// <summary>Names of ids, codes, states and our own words: wherever they stand they tell of nobody.</summary>
    private const string Ids = """
        About Account Act Action Actor After Agent Agreement AllocationOrder AskedIn Bank BankAccount BankCode BankFileId BankName Base
        Before BillingAccount Blob By ByEncoder Category Certificate ChangedBy Channel Claim Class ClosedBy Code Company Component
        Credit CreditNote Currency Customer DeclineCode Deleted Emails EncodedBy Envelope ErasedBy Event ExtraTo FailureCode File FileId For
        Forms FoundIn From GivenAs Group Id Instalment Instead Intent Invoice InvoiceNumber Invoices Item Key Kind Kinds Language
        Last LastGroup LastPickUps LastRemittances Layout Ledger LeftOut Line LineId Lines Lot Mandate MandateReference Match Member Message
        Method Mode Month Months Network NotShown NoticeKind OfflineMethods Operation Operations Organisation Origin OurId OurName
        Outcome Outlet PaidBy Part Parts Payment PaymentMethod Permissions PickUp Plan Print Profile ProvidersId Queue Quota Quotas Raw
        ReceivedBy Recipient Record Records Refund Region Regions Remittances Rule Run Scheme Scopes SecretHash Sequence Service Services
        Sha256 ShortName Slot Source StartedBy State Status Subscription Taken Taxes TimeZone TransactionCode Type Types Unit Wallet
        Where Why
        """;

    /// <summary>
    /// Texts whose names could tell of somebody, and which do not: numbers and references, codes of the provider, names of goods, of organisations
    /// and their banks. An erasure's own reason stays, as its proof.
    /// </summary>
    private static readonly IReadOnlySet<string> OfNobody = new HashSet<string>(StringComparer.Ordinal)
    {
        "ApiKey.Name", "BankAccount.Institution", "Certificate.Number", "ChargePart.Name", "ClaimEnd.Reason", "ClaimHead.Insurer",
        "ClaimHead.Number", "ClaimMessage.Label", "ClaimMessage.Number", "ClaimWarning.Label", "CollectionAgent.Name",
        "DebitBank.Name", "DebitOrder.Statement", "DeliveryAttempt.Error", "Dispute.Reason", "ErasureHead.Reason",
        "EventSubscription.Description", "EventSubscription.Url", "GroupTerms.Name", "Instalment.Payer", "InsurancePart.Name",
        "InsurancePlan.Name", "Invoice.Number", "ItemTerms.Name", "ListedRate.Name", "ListedReason.Name", "ListedTerm.Name",
        "Mandate.Reference", "OnlineFeeLine.Description", "OnlineFeeTerms.Description", "OrganisationProfile.Name",
        "PaymentReturn.Reason", "RefundPart.BankReference", "RefundPart.Reference", "ReturnFault.Arguments", "SavedMethod.Reference",
        "SentMessage.Name", "SetAsideContent.Reason", "Tax.Name",
    };

    [Fact]
    public void Somebody_has_decided_of_every_stored_text_whether_it_tells_of_a_person()
    {
        var ids = Ids.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

        var undecided = StoredTexts.All.Where(text => !text.IsPersonal && !OfNobody.Contains(text.Property) && !ids.Contains(text.Name));

        Assert.True(!undecided.Any(), string.Join('\n', undecided.Select(text => text.Property).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Nothing_is_said_to_be_of_nobody_that_is_personal_or_not_there()
    {
        var texts = StoredTexts.All.ToLookup(text => text.Property, StringComparer.Ordinal);

        Assert.All(OfNobody, property => Assert.Contains(texts[property], text => !text.IsPersonal));
    }
}
