using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Notifications;

/// <param name="Title">The e-mail's subject line.</param>
internal sealed record Template(Text Title, Text Body);

/// <summary>What each kind of notice says, in every language (PAY-09). The placeholders are its arguments in order.</summary>
internal static class Templates
{
    private static readonly Dictionary<string, Template> ByKind = new(StringComparer.Ordinal)
    {
        // {0} organisation, {1} owner, {2} activation token
        [NoticeKinds.Activation] = new(
            new Text("Confirm your e-mail address", "Confirmez votre adresse courriel", "Confirme o seu e-mail", "Bevestig uw e-mailadres"),
            new Text(
                "Hello {1},\n\n{0} has opened an account for you. Confirm your address with this code:\n\n{2}\n",
                "Bonjour {1},\n\n{0} vous a ouvert un compte. Confirmez votre adresse avec ce code :\n\n{2}\n",
                "Olá {1},\n\n{0} abriu uma conta para si. Confirme o seu endereço com este código:\n\n{2}\n",
                "Dag {1},\n\n{0} heeft een rekening voor u geopend. Bevestig uw adres met deze code:\n\n{2}\n")),

        // {0} organisation, {1} owner, {2} amount, {3} date, {4} payment
        [NoticeKinds.Receipt] = new(
            new Text("Receipt: {2}", "Reçu : {2}", "Recibo: {2}", "Ontvangstbewijs: {2}"),
            new Text(
                "Hello {1},\n\n{0} received your payment of {2} on {3}.\nPayment {4}\n\nThank you.\n",
                "Bonjour {1},\n\n{0} a reçu votre paiement de {2} le {3}.\nPaiement {4}\n\nMerci.\n",
                "Olá {1},\n\n{0} recebeu o seu pagamento de {2} em {3}.\nPagamento {4}\n\nObrigado.\n",
                "Dag {1},\n\n{0} heeft uw betaling van {2} ontvangen op {3}.\nBetaling {4}\n\nDank u.\n")),

        // {0} organisation, {1} amount, {2} account, {3} payment
        [NoticeKinds.PaymentConfirmed] = new(
            new Text("Payment received: {1}", "Paiement reçu : {1}", "Pagamento recebido: {1}", "Betaling ontvangen: {1}"),
            new Text(
                "{0}: a payment of {1} arrived on account {2}.\nPayment {3}\n",
                "{0} : un paiement de {1} est arrivé au compte {2}.\nPaiement {3}\n",
                "{0}: chegou um pagamento de {1} à conta {2}.\nPagamento {3}\n",
                "{0}: een betaling van {1} is aangekomen op rekening {2}.\nBetaling {3}\n")),

        // {0} organisation, {1} amount, {2} account, {3} payment, {4} decline code, {5} its meaning
        [NoticeKinds.PaymentFailed] = new(
            new Text("Payment failed: {1}", "Paiement échoué : {1}", "Pagamento falhado: {1}", "Betaling mislukt: {1}"),
            new Text(
                "{0}: a payment of {1} on account {2} failed.\n{5} ({4})\nPayment {3}\n",
                "{0} : un paiement de {1} au compte {2} a échoué.\n{5} ({4})\nPaiement {3}\n",
                "{0}: um pagamento de {1} na conta {2} falhou.\n{5} ({4})\nPagamento {3}\n",
                "{0}: een betaling van {1} op rekening {2} is mislukt.\n{5} ({4})\nBetaling {3}\n")),
    };

    public static Mail Render(string id, NotificationContent content)
    {
        var template = ByKind[content.NoticeKind];
        object[] arguments = [.. content.Arguments];
        return new Mail(
            id,
            content.To!,
            template.Title.In(content.Language, arguments),
            template.Body.In(content.Language, arguments),
            content.Language);
    }
}
