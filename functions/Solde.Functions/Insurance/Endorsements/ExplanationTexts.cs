using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

/// <summary>The answers to "why?", in words that the office and the provider understand (INS-06).</summary>
internal static class ExplanationTexts
{
    public const string NoManualAmount = "no_manual_amount";
    public const string BeingInvoiced = "being_invoiced";
    public const string Owed = "owed";
    public const string Paid = "paid";
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [NoManualAmount, BeingInvoiced, Owed, Paid, Cancelled];

    /// <param name="standing">Null where the invoice is not there.</param>
    public static string Reason(Endorsement endorsement, InvoiceStanding? standing)
    {
        if (endorsement.Invoice is null)
            return NoManualAmount;
        if (standing is null)
            return BeingInvoiced;
        if (standing.Left.IsPositive)
            return Owed;
        return standing.State == InvoiceStates.Cancelled ? Cancelled : Paid;
    }

    public static (Text Why, Text? WhatToDo) Of(string reason) => reason switch
    {
        NoManualAmount => (
            new Text(
                "The endorsement was added without a manual amount, so it made no invoice and the balance is 0.",
                "L'avenant a été ajouté sans montant manuel : aucune facture n'a été générée et le solde est à 0.",
                "O aditamento foi adicionado sem valor manual: não gerou fatura e o saldo é 0.",
                "Het aanhangsel is zonder manueel bedrag toegevoegd: er is geen factuur en het saldo is 0."),
            new Text(
                "Tick \"manual amount\" on the endorsement and give the amount: the invoice is made then.",
                "Cochez « Montant manuel » sur l'avenant et indiquez le montant : la facture sera générée.",
                "Assinale \"valor manual\" no aditamento e indique o valor: a fatura é então gerada.",
                "Vink \"manueel bedrag\" aan op het aanhangsel en geef het bedrag: dan wordt de factuur gemaakt.")),
        BeingInvoiced => (
            new Text(
                "The invoice is being made.",
                "La facture est en cours de génération.",
                "A fatura está a ser gerada.",
                "De factuur wordt gemaakt."),
            new Text(
                "Look again in a few minutes.",
                "Revenez dans quelques minutes.",
                "Volte dentro de alguns minutos.",
                "Kijk over enkele minuten opnieuw.")),
        Owed => (
            new Text(
                "The balance is what is left of the premium and its fees.",
                "Le solde est ce qui reste de la prime et de ses frais.",
                "O saldo é o que resta do prémio e das suas taxas.",
                "Het saldo is wat rest van de premie en haar kosten."),
            null),
        Paid => (
            new Text("The invoice is paid.", "La facture est payée.", "A fatura está paga.", "De factuur is betaald."),
            null),
        _ => (
            new Text("The invoice was cancelled.", "La facture a été annulée.", "A fatura foi anulada.", "De factuur is geannuleerd."),
            null),
    };

    public static Text Administration(Endorsement endorsement, EndorsementInvoice invoice) => (endorsement, invoice) switch
    {
        ({ DoNotChargeAdministrationFees: true }, _) => new Text(
            "\"Do not charge administration fees\" is ticked.",
            "« Ne pas facturer de frais d'adm. » est coché.",
            "\"Não cobrar taxas de administração\" está assinalado.",
            "\"Geen administratiekosten aanrekenen\" is aangevinkt."),
        (_, { AdministrationFees.IsZero: true }) => new Text(
            "The office charged no administration fees when the invoice was made.",
            "Le bureau ne facturait pas de frais d'administration quand la facture a été faite.",
            "O gabinete não cobrava taxas de administração quando a fatura foi feita.",
            "Het bureau rekende geen administratiekosten aan toen de factuur werd gemaakt."),
        _ => new Text(
            "The office's administration fees when the invoice was made, on the premium.",
            "Les frais d'administration du bureau quand la facture a été faite, sur la prime.",
            "As taxas de administração do gabinete quando a fatura foi feita, sobre o prémio.",
            "De administratiekosten van het bureau toen de factuur werd gemaakt, op de premie."),
    };

    /// <param name="paid">What online payments of the invoice have cost already.</param>
    public static Text Online(FeeVersion fees, Money paid)
    {
        if (!fees.AddsOnlineFees || fees.Online.IsNone)
        {
            return new Text(
                "Paying online cost nothing when the invoice was made.",
                "Payer en ligne était sans frais quand la facture a été faite.",
                "Pagar online não tinha custos quando a fatura foi feita.",
                "Online betalen was gratis toen de factuur werd gemaakt.");
        }
        return paid.IsPositive
            ? new Text(
                "The fee of the online payments of this invoice.",
                "Les frais des paiements en ligne de cette facture.",
                "A taxa dos pagamentos online desta fatura.",
                "De kosten van de onlinebetalingen van deze factuur.")
            : new Text(
                "Comes on top if it is paid online, on what is left with administration fees.",
                "S'ajoute si elle est payée en ligne, sur ce qui reste avec les frais d'administration.",
                "Acresce se for paga online, sobre o que resta com as taxas de administração.",
                "Komt erbij bij onlinebetaling, op wat rest met administratiekosten.");
    }
}
