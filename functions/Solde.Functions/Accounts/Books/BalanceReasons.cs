using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What a person should know of a balance that is 0, or not what he expected (BIL-30). Every code and its sentences.</summary>
internal static class BalanceReasons
{
    /// <param name="Why">{0} is the amount.</param>
    internal sealed record Reason(string Code, Text Why, Text? WhatToDo = null, Money? Amount = null)
    {
        public BalanceReason In(string language) => new(
            Code, Amount, Amount is { } amount ? Why.In(language, amount) : Why.In(language), WhatToDo?.In(language));
    }

    public static readonly Reason NothingHappened = new("nothing_happened", new Text(
        "Nothing was charged, paid or credited until this day.",
        "Rien n'a été facturé, payé ou crédité jusqu'à ce jour.",
        "Nada foi faturado, pago ou creditado até este dia.",
        "Tot deze dag is er niets aangerekend, betaald of gecrediteerd."));

    public static readonly Reason AllPaid = new("all_paid", new Text(
        "Everything that was charged is paid.",
        "Tout ce qui a été facturé est payé.",
        "Tudo o que foi faturado está pago.",
        "Alles wat is aangerekend, is betaald."));

    public static readonly Reason AllCancelled = new("all_cancelled", new Text(
        "Everything that was charged was cancelled.",
        "Tout ce qui a été facturé a été annulé.",
        "Tudo o que foi faturado foi anulado.",
        "Alles wat is aangerekend, is geannuleerd."));

    public static readonly Reason Owed = new("owed", new Text(
        "{0} of what was charged is not paid.",
        "{0} de ce qui a été facturé n'est pas payé.",
        "{0} do que foi faturado não está pago.",
        "{0} van wat is aangerekend, is niet betaald."));

    public static readonly Reason InFavour = new("in_favour", new Text(
        "{0} came in or was credited beyond what was charged.",
        "{0} ont été reçus ou crédités au-delà de ce qui a été facturé.",
        "{0} foram recebidos ou creditados além do que foi faturado.",
        "{0} is ontvangen of gecrediteerd boven wat is aangerekend."));

    public static readonly Reason NotApplied = new(
        "not_applied",
        new Text(
            "{0} is here and pays none of the open lines yet: the balance counts it, the invoices do not.",
            "{0} sont là et ne paient encore aucune ligne ouverte : le solde les compte, les factures non.",
            "{0} estão aqui e ainda não pagam nenhuma linha aberta: o saldo conta-os, as faturas não.",
            "{0} is er en betaalt nog geen open lijn: het saldo telt het mee, de facturen niet."),
        new Text("Reconcile the account.", "Conciliez le compte.", "Concilie a conta.", "Letter de rekening af."));

    public static readonly Reason UnderWay = new("under_way", new Text(
        "{0} is on its way or planned; it counts in the expected balance only.",
        "{0} sont en route ou prévus; ils ne comptent que dans le solde prévu.",
        "{0} estão a caminho ou previstos; contam apenas no saldo previsto.",
        "{0} is onderweg of gepland; het telt alleen mee in het verwachte saldo."));

    public static readonly Reason Covered = new("covered", new Text(
        "{0} of the open lines is covered by e-cheques at the bank, which may still fail.",
        "{0} des lignes ouvertes sont couverts par des chèques électroniques à la banque, qui peuvent encore échouer.",
        "{0} das linhas abertas estão cobertos por cheques eletrónicos no banco, que ainda podem falhar.",
        "{0} van de open lijnen is gedekt door elektronische cheques bij de bank, die nog kunnen mislukken."));

    public static readonly Reason Held = new("held", new Text(
        "{0} is held for refunds under way; the balance counts it until they have arrived.",
        "{0} sont retenus pour des remboursements en cours; le solde les compte jusqu'à leur arrivée.",
        "{0} estão retidos para reembolsos em curso; o saldo conta-os até à chegada.",
        "{0} wordt vastgehouden voor lopende terugbetalingen; het saldo telt het mee tot ze zijn aangekomen."));

    public static readonly Reason Disputed = new("disputed", new Text(
        "{0} is disputed at the customer's bank and held by the provider; the balance counts it unless the dispute is lost.",
        "{0} sont contestés à la banque du client et retenus par le fournisseur; le solde les compte, sauf si la contestation est perdue.",
        "{0} estão contestados no banco do cliente e retidos pelo fornecedor; o saldo conta-os, salvo se a contestação for perdida.",
        "{0} wordt betwist bij de bank van de klant en vastgehouden door de betaalprovider; het saldo telt het mee tenzij de betwisting verloren gaat."));

    public static readonly Reason Cancelled = new("cancelled", new Text(
        "{0} of what was charged is no longer due: its lines were cancelled.",
        "{0} de ce qui a été facturé ne sont plus dus : leurs lignes ont été annulées.",
        "{0} do que foi faturado já não são devidos: as linhas foram anuladas.",
        "{0} van wat is aangerekend, is niet meer verschuldigd: de lijnen zijn geannuleerd."));

    public static readonly Reason WrittenOff = new("written_off", new Text(
        "{0} was written off.", "{0} ont été radiés.", "{0} foram abatidos.", "{0} is afgeschreven."));

    public static readonly Reason TakenBack = new("taken_back", new Text(
        "The bank took back {0} that had arrived.",
        "La banque a repris {0} qui étaient arrivés.",
        "O banco retirou {0} que tinham chegado.",
        "De bank nam {0} terug die was aangekomen."));

    public static readonly Reason RefundedAndTakenBack = new(
        "refunded_and_taken_back",
        new Text(
            "{0} was refunded before the bank took it back: it is owed, and on no invoice.",
            "{0} ont été remboursés avant que la banque ne les reprenne : ils sont dus, et sur aucune facture.",
            "{0} foram reembolsados antes de o banco os retirar: são devidos, e em nenhuma fatura.",
            "{0} is terugbetaald voor de bank het terugnam: het is verschuldigd, en staat op geen factuur."),
        new Text(
            "Charge it by an invoice, or ask for it otherwise.",
            "Facturez-le, ou demandez-le autrement.",
            "Fature-o, ou peça-o de outra forma.",
            "Reken het aan met een factuur, of vraag het anders."));

    public static readonly Reason Failed = new("failed", new Text(
        "{0} was asked for online and did not arrive.",
        "{0} ont été demandés en ligne et ne sont pas arrivés.",
        "{0} foram pedidos online e não chegaram.",
        "{0} is online gevraagd en niet aangekomen."));

    public static readonly Reason MovedAway = new("moved_away", new Text(
        "{0} of its credits was moved to another account.",
        "{0} de ses crédits ont été transférés à un autre compte.",
        "{0} dos seus créditos foram movidos para outra conta.",
        "{0} van zijn tegoeden is naar een andere rekening verplaatst."));

    public static readonly Reason OnlineFee = new("online_fee", new Text(
        "Paying what is open online costs a fee on top, which is charged when it is paid and not before.",
        "Payer en ligne ce qui est ouvert coûte des frais en sus, facturés au moment du paiement et pas avant.",
        "Pagar online o que está aberto custa uma taxa adicional, faturada ao pagar e não antes.",
        "Wat open staat online betalen kost een toeslag, die bij het betalen wordt aangerekend en niet eerder."));

    public static readonly IReadOnlyList<Reason> All =
    [
        NothingHappened, AllPaid, AllCancelled, Owed, InFavour, NotApplied, UnderWay, Covered, Held, Disputed,
        Cancelled, WrittenOff, TakenBack, RefundedAndTakenBack, Failed, MovedAway, OnlineFee,
    ];

    /// <summary>Those that are true of a whole account, the most telling first.</summary>
    public static IEnumerable<Reason> Of(Account account, BalanceView balance)
    {
        var invoices = account.Invoices.Values;
        var (payments, credits) = (account.Payments.Values, account.Credits.Values);
        Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(balance.Current.Currency), (sum, amount) => sum + amount);

        var owed = Sum(invoices.Select(invoice => invoice.Left));
        var free = Sum(payments.Cast<IFunds>().Concat(credits).Where(funds => funds.Unapplied.IsPositive).Select(funds => funds.Unapplied));
        if (!invoices.Any() && !payments.Any() && !credits.Any())
            yield return NothingHappened;
        else if (balance.Current.IsZero && owed.IsZero && invoices.Any())
            yield return invoices.All(invoice => invoice.State == InvoiceStates.Cancelled) ? AllCancelled : AllPaid;
        if (owed.IsPositive)
            yield return Owed with { Amount = owed };
        if (balance.Current.Minor < 0)
            yield return InFavour with { Amount = -balance.Current };
        if (free.IsPositive && invoices.Any(invoice => invoice.Uncovered.IsPositive))
            yield return NotApplied with { Amount = free };

        (Reason Reason, Money Amount)[] others =
        [
            (UnderWay, Sum(balance.UnderWay.Select(item => item.Effect.Minor < 0 ? -item.Effect : item.Effect))),
            (Covered, Sum(payments.Select(payment => payment.ProvisionallyAllocated))),
            (Held, Sum(payments.Select(payment => payment.Reserved).Concat(credits.Select(credit => credit.Reserved)))),
            (Disputed, Sum(payments.Select(payment => payment.Held))),
            (Cancelled, balance.Parts.Cancelled),
            (WrittenOff, Sum(credits.Where(credit => credit.Kind == CreditKinds.WriteOff).Select(credit => credit.Value))),
            (TakenBack, Sum(payments.SelectMany(payment => payment.Online?.Returns ?? []).Select(taken => taken.Amount))),
            (RefundedAndTakenBack, -Sum(payments.Where(payment => payment.Unapplied.Minor < 0).Select(payment => payment.Unapplied))),
            (Failed, Sum(payments.Where(payment => payment.State == PaymentStates.Failed).Select(payment => payment.BeforeFee))),
            (MovedAway, Sum(credits.Select(credit => credit.Moved))),
        ];
        foreach (var (reason, amount) in others.Where(item => item.Amount.IsPositive))
            yield return reason with { Amount = amount };
        if (invoices.Any(invoice => invoice.IsOpen && invoice.OnlineFee is not null))
            yield return OnlineFee;
    }
}
