using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Solde.Functions.Api;
using Solde.Functions.Notifications;
using Solde.Functions.Organisations;

namespace Solde.Tests.Docs;

/// <summary>docs/notices.md is made from the kinds in the code: <c>SOLDE_WRITE_DOCS=1 dotnet test --filter NoticesPage</c> writes it anew.</summary>
[Trait("Rule", "PAY-08")]
public sealed class NoticesPageTests
{
    /// <summary>When each is told. A kind without a sentence here fails the tests, and so does a sentence without a kind.</summary>
    private static readonly Dictionary<string, string> When = new(StringComparer.Ordinal)
    {
        [NoticeKinds.Activation] = "an account is opened or gets another e-mail; on demand once a day",
        [NoticeKinds.Access] = "somebody asks for access to the account; once an hour",
        [NoticeKinds.Receipt] = "money arrived",
        [NoticeKinds.PayerReceipt] = "his part of a shared plan arrived",
        [NoticeKinds.CustomerNeeded] = "his bank wants him to confirm a payment; again half-way through the wait, and on demand",
        [NoticeKinds.InstalmentFailed] = "his instalment, or a month of the subscription, did not arrive",
        [NoticeKinds.PurchaseConfirmed] = "an invoice was issued, once it has its number",
        [NoticeKinds.PaymentConfirmed] = "a payment arrived, except instalments that are online",
        [NoticeKinds.CancellationConfirmed] = "an invoice, or lines of it, were cancelled",
        [NoticeKinds.EChequeInstalmentConfirmed] = "an instalment by e-cheque arrived; of one by card nothing is told",
        [NoticeKinds.PlannedPaymentFailed] = "an instalment or a month of a subscription did not arrive, by whatever way",
        [NoticeKinds.EChequeFailed] = "an e-cheque failed, planned or not",
        [NoticeKinds.CardInstalmentFailed] = "an instalment by card failed",
        [NoticeKinds.CardSubscriptionFailed] = "a month of a subscription by card failed",
        [NoticeKinds.PaymentFailed] = "any other charge of a card failed",
        [NoticeKinds.PaymentReturned] = "the bank returned a debit that had arrived",
        [NoticeKinds.PaymentUnknown] = "the provider does not say whether it charged, after the last look",
        [NoticeKinds.RefundFailed] = "a refund, or a part of it, to a card or a bank account did not arrive",
        [NoticeKinds.RefundOverdue] = "no word of a refund came after all the waiting",
        [NoticeKinds.DisputeOpened] = "a customer's bank disputes a payment",
        [NoticeKinds.DisputeWon] = "a dispute was won",
        [NoticeKinds.DisputeLost] = "a dispute was lost",
        [NoticeKinds.ServiceToConfirm] = "a service was encoded; where the delays follow one another, when his begins",
        [NoticeKinds.ServiceCorrected] = "the company corrected a service, which he must confirm again",
        [NoticeKinds.ServiceStoodBy] = "the company validated a service that he had contested and must confirm again",
        [NoticeKinds.VouchersMissing] = "a service waits for vouchers; again with each part that is allocated while some are missing",
        [NoticeKinds.VouchersExpiring] = "vouchers of an order expire soon, so many days before as the settings say",
        [NoticeKinds.VouchersExpired] = "vouchers of an order expired",
        [NoticeKinds.ServiceToValidate] = "a worker encoded a service",
        [NoticeKinds.ServiceContested] = "the user contested a service",
        [NoticeKinds.ServicePartlyAllocated] = "a part of a service was allocated while some vouchers are missing: it may ask for the part",
        [NoticeKinds.ClaimReminder] = "an AS, an answer to what was sent, or the payment of an accepted invoice did not come in the set time",
        [NoticeKinds.ClaimEscalated] = "it did not come in the days after that either; the last time",
        [NoticeKinds.DebitFailed] = "a bank refused a direct debit, or took it back",
        [NoticeKinds.MemberDebitFailed] = "a bank refused his direct debit, or took it back; not where nothing may be asked for any more",
        [NoticeKinds.AgentDebitsFailed] = "a return file has been read in, in which debits of his quotas failed; one with all of them",
        [NoticeKinds.DeliveryFailed] = "a partner does not take our events; once a day for each event subscription",
    };

    [Fact]
    public void The_page_of_notices_lists_every_kind_as_the_code_has_it()
    {
        var page = Render();
        if (Environment.GetEnvironmentVariable("SOLDE_WRITE_DOCS") == "1")
            File.WriteAllText(PagePath(), page);

        Assert.Equal(page, File.ReadAllText(PagePath()));
    }

    [Fact]
    public void Every_kind_says_when_it_is_told_and_has_a_template_in_every_language()
    {
        Assert.Equal(Kinds().Order(StringComparer.Ordinal), When.Keys.Order(StringComparer.Ordinal));
        Assert.All(Kinds(), kind => Assert.Equal(
            Language.All.Count, Language.All.Select(language => Rendered(kind, language).Body).Distinct(StringComparer.Ordinal).Count()));
    }

    private static string Render()
    {
        var page = new StringBuilder("""
            # Notices

            Each is told once for each occasion, in its recipient's language. Administrators are those with the permission `payments.failed`:
            they find a kind in the notification centre unless it is among their `notShown`, and get it by e-mail when it is among their
            `emails`. Addresses are those of the organisation's settings: they get the kinds that they list. This page is made from the code.

            | kind | when | who | switched off |
            | --- | --- | --- | --- |

            """);
        foreach (var kind in Kinds())
            page.Append($"| `{kind}` | {When[kind]} | {WhoGets(kind)} | {SwitchedOffBy(kind)} |\n");
        return page.ToString();
    }

    private static string WhoGets(string kind) => kind switch
    {
        _ when NoticeKinds.OfAdministrators.Contains(kind) => "administrators, addresses",
        _ when NoticeKinds.OfAddresses.Contains(kind) => "addresses",
        _ when NoticeKinds.OfUsers.Contains(kind) => "the wallet's user",
        _ when NoticeKinds.OfCompanies.Contains(kind) => "the company of the service",
        NoticeKinds.MemberDebitFailed => "the quota's member",
        NoticeKinds.AgentDebitsFailed => "the collection agent",
        NoticeKinds.PayerReceipt => "the payer",
        NoticeKinds.CustomerNeeded or NoticeKinds.InstalmentFailed => "the payer, else the owner",
        _ => "the owner",
    };

    private static string SwitchedOffBy(string kind) => kind switch
    {
        _ when NoticeKinds.OfAdministrators.Contains(kind) => "`notShown`, `emails`, an address's `kinds`",
        _ when NoticeKinds.OfAddresses.Contains(kind) => "an address's `kinds`",
        _ => "never",
    };

    private static Mail Rendered(string kind, string language) => Templates.Render("not_1", new NotificationContent(
        kind, "owner", "marie@example.org", language, "pay_1", ["Centre", "1", "2", "3", "4", "5", "6", "7"], "queued", 0, DateTimeOffset.UnixEpoch, null));

    private static IEnumerable<string> Kinds() => typeof(NoticeKinds).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!);

    private static string PagePath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "notices.md"));
}
