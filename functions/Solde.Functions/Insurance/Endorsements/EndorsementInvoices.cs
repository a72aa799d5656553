using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Insurance;

/// <summary>
/// Makes the invoices of endorsements in the provider's account. The endorsement has written down what and under which
/// id; making it again finds it made. It is made in the same request, so that its total shows at once (INS-02); after a
/// crash in between, the message does it.
/// </summary>
internal sealed class EndorsementInvoices(
    AggregateStore<ProviderInsurance> insurance, IInvoicing invoicing, IAccountContacts contacts, IOrganisationDirectory organisations)
{
    private const string PremiumCategory = "insurance_premiums";
    private const string AdministrationCategory = "administration_fees";
    private const string OnlineCategory = "online_fees";

    private static readonly Text AdministrationFees = new(
        "Administration fees", "Frais d'administration", "Taxas de administração", "Administratiekosten");

    private static readonly Text OnlineFees = new("Online fees", "Frais en ligne", "Taxas online", "Onlinekosten");

    public static IReadOnlyList<Announcement> AnnouncementsOf(string account, Endorsement endorsement, string organisation) =>
        endorsement.Invoice is null
            ? []
            : [Announcement.To(
                InsuranceQueue.Insurance,
                new ManualAmountGiven(organisation, account, endorsement.Id),
                InsuranceMessages.Default.ManualAmountGiven)];

    public static Task HandleAsync(ManualAmountGiven message, MessageContext context) =>
        context.Services.GetRequiredService<EndorsementInvoices>().IssueAsync(
            message.Account, message.Endorsement, Command.Of(message.Organisation, "message ManualAmountGiven", context));

    /// <summary>
    /// The answer, once what it promises is there. A repeated answer is about an earlier endorsement, whose message was
    /// sent again with it.
    /// </summary>
    public async Task<Answer> IssuedAsync(string account, string endorsement, Answer answer, Command command)
    {
        if (answer is { Refusal: null, IsReplayed: false })
            await IssueAsync(account, endorsement, command);
        return answer;
    }

    private async Task IssueAsync(string account, string id, Command command)
    {
        var found = await insurance.ReadAsync(command.Organisation, account, command.CancellationToken);
        if (found.Endorsements.GetValueOrDefault(id) is not { Invoice: { } invoice } endorsement)
            return;
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var contact = (await contacts.FindAsync(command.Organisation, account, command.CancellationToken))!;
        var premium = new IssueInvoice.RequestLine(
            endorsement.Description, invoice.Premium, Item: endorsement.Id, Category: PremiumCategory);
        var administration = new IssueInvoice.RequestLine(
            AdministrationFees.In(contact.Language),
            invoice.AdministrationFees,
            Item: endorsement.Id,
            Category: AdministrationCategory,
            Component: LineComponents.Fee);
        var draft = new InvoiceDraft(
            invoice.Id,
            profile.Calendar.Today(invoice.MadeAt),
            invoice.AdministrationFees.IsZero ? [premium] : [premium, administration],
            invoice.Fees is { AddsOnlineFees: true, Online.IsNone: false }
                ? new OnlineFeeTerms(invoice.Fees.Online, OnlineFees.In(contact.Language), OnlineCategory)
                : null);
        await invoicing.IssueAsync(account, draft, command);
    }
}
