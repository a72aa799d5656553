using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

/// <summary>Why is it 0? Why is it not the amount that was given? (INS-06)</summary>
internal static class ExplainEndorsement
{
    public static async Task<Answer> Handle(
        string account,
        string certificate,
        string endorsement,
        Command command,
        AggregateStore<ProviderInsurance> insurance,
        IInvoicing invoicing)
    {
        var found = await insurance.ReadAsync(command.Organisation, account, command.CancellationToken);
        if (found.Find(certificate, endorsement) is not { } known)
            return CommonRefusals.NotFound;
        var standing = known.Invoice is { } invoice
            ? await invoicing.FindAsync(command.Organisation, account, invoice.Id, command.CancellationToken)
            : null;
        return Answer.Ok(Of(known, standing, command.Language), InsuranceJson.Default.ExplanationView);
    }

    internal static ExplanationView Of(Endorsement endorsement, InvoiceStanding? standing, string language)
    {
        var reason = ExplanationTexts.Reason(endorsement, standing);
        var (why, whatToDo) = ExplanationTexts.Of(reason);
        return new ExplanationView(
            endorsement.Id,
            reason,
            why.In(language),
            whatToDo?.In(language),
            endorsement.Invoice is { } invoice ? BreakdownOf(endorsement, invoice, standing, language) : null);
    }

    private static BreakdownView BreakdownOf(
        Endorsement endorsement, EndorsementInvoice invoice, InvoiceStanding? standing, string language)
    {
        var left = standing?.Left ?? invoice.Total;
        var asked = standing?.OnlineFee ?? FeeRule.Online(invoice.Fees, invoice.Total);
        var paid = standing?.OnlineFeesPaid ?? left with { Minor = 0 };
        return new BreakdownView(
            invoice.Id,
            invoice.Premium,
            new FeeView(
                invoice.AdministrationFees,
                ExplanationTexts.Administration(endorsement, invoice).In(language),
                SettingView.Of(invoice.Fees, invoice.Fees.Administration)),
            new FeeView(
                asked + paid,
                ExplanationTexts.Online(invoice.Fees, paid).In(language),
                SettingView.Of(invoice.Fees, invoice.Fees.Online)),
            invoice.Total,
            left,
            left + asked);
    }
}
