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

        // {0} organisation, {1} owner, {2} account, {3} activation token
        [NoticeKinds.Access] = new(
            new Text("Access to your account", "Accès à votre compte", "Acesso à sua conta", "Toegang tot uw rekening"),
            new Text(
                "Hello {1},\n\nyou asked {0} for access to your account {2}. Confirm it with this code:\n\n{3}\n\nIf it was not you, do nothing.\n",
                "Bonjour {1},\n\nvous avez demandé à {0} l'accès à votre compte {2}. Confirmez-le avec ce code :\n\n{3}\n\nSi ce n'était pas vous, ne faites rien.\n",
                "Olá {1},\n\npediu a {0} acesso à sua conta {2}. Confirme-o com este código:\n\n{3}\n\nSe não foi você, não faça nada.\n",
                "Dag {1},\n\nu vroeg {0} toegang tot uw rekening {2}. Bevestig die met deze code:\n\n{3}\n\nWas u dat niet, doe dan niets.\n")),

        // {0} organisation, {1} owner, {2} amount, {3} date, {4} payment
        [NoticeKinds.Receipt] = new(
            new Text("Receipt: {2}", "Reçu : {2}", "Recibo: {2}", "Ontvangstbewijs: {2}"),
            new Text(
                "Hello {1},\n\n{0} received your payment of {2} on {3}.\nPayment {4}\n\nThank you.\n",
                "Bonjour {1},\n\n{0} a reçu votre paiement de {2} le {3}.\nPaiement {4}\n\nMerci.\n",
                "Olá {1},\n\n{0} recebeu o seu pagamento de {2} em {3}.\nPagamento {4}\n\nObrigado.\n",
                "Dag {1},\n\n{0} heeft uw betaling van {2} ontvangen op {3}.\nBetaling {4}\n\nDank u.\n")),

        // {0} organisation, {1} payer, {2} owner, {3} amount, {4} date, {5} payment
        [NoticeKinds.PayerReceipt] = new(
            new Text("Receipt: {3}", "Reçu : {3}", "Recibo: {3}", "Ontvangstbewijs: {3}"),
            new Text(
                "Hello {1},\n\n{0} received {3} from you on {4}, for the account of {2}.\nPayment {5}\n\nThank you.\n",
                "Bonjour {1},\n\n{0} a reçu {3} de votre part le {4}, pour le compte de {2}.\nPaiement {5}\n\nMerci.\n",
                "Olá {1},\n\n{0} recebeu {3} de si em {4}, para a conta de {2}.\nPagamento {5}\n\nObrigado.\n",
                "Dag {1},\n\n{0} heeft {3} van u ontvangen op {4}, voor de rekening van {2}.\nBetaling {5}\n\nDank u.\n")),

        // {0} organisation, {1} payer, {2} amount, {3} payment, {4} account, {5} the link
        [NoticeKinds.CustomerNeeded] = new(
            new Text("Confirm your payment: {2}", "Confirmez votre paiement : {2}", "Confirme o seu pagamento: {2}", "Bevestig uw betaling: {2}"),
            new Text(
                "Hello {1},\n\nyour bank wants you to confirm a payment of {2} to {0}. Please do so here:\n\n{5}\n\nNothing is charged until then.\nPayment {3}\n",
                "Bonjour {1},\n\nvotre banque vous demande de confirmer un paiement de {2} à {0}. Faites-le ici :\n\n{5}\n\nRien n'est prélevé d'ici là.\nPaiement {3}\n",
                "Olá {1},\n\no seu banco pede que confirme um pagamento de {2} a {0}. Faça-o aqui:\n\n{5}\n\nAté lá nada é cobrado.\nPagamento {3}\n",
                "Dag {1},\n\nuw bank vraagt u een betaling van {2} aan {0} te bevestigen. Doe dat hier:\n\n{5}\n\nTot dan wordt er niets afgeschreven.\nBetaling {3}\n")),

        // {0} organisation, {1} payer, {2} amount, {3} payment, {4} the decline code's meaning
        [NoticeKinds.InstalmentFailed] = new(
            new Text("Your payment failed: {2}", "Votre paiement a échoué : {2}", "O seu pagamento falhou: {2}", "Uw betaling is mislukt: {2}"),
            new Text(
                "Hello {1},\n\nyour payment of {2} to {0} did not arrive.\n{4}\nPayment {3}\n",
                "Bonjour {1},\n\nvotre paiement de {2} à {0} n'est pas arrivé.\n{4}\nPaiement {3}\n",
                "Olá {1},\n\no seu pagamento de {2} a {0} não chegou.\n{4}\nPagamento {3}\n",
                "Dag {1},\n\nuw betaling van {2} aan {0} is niet aangekomen.\n{4}\nBetaling {3}\n")),

        // {0} organisation, {1} amount, {2} account, {3} payment
        [NoticeKinds.PaymentConfirmed] = new(
            new Text("Payment received: {1}", "Paiement reçu : {1}", "Pagamento recebido: {1}", "Betaling ontvangen: {1}"),
            new Text(
                "{0}: a payment of {1} arrived on account {2}.\nPayment {3}\n",
                "{0} : un paiement de {1} est arrivé au compte {2}.\nPaiement {3}\n",
                "{0}: chegou um pagamento de {1} à conta {2}.\nPagamento {3}\n",
                "{0}: een betaling van {1} is aangekomen op rekening {2}.\nBetaling {3}\n")),

        [NoticeKinds.EChequeInstalmentConfirmed] = new(
            new Text("Instalment received: {1}", "Versement reçu : {1}", "Prestação recebida: {1}", "Termijn ontvangen: {1}"),
            new Text(
                "{0}: an instalment of {1} by e-cheque arrived on account {2}.\nPayment {3}\n",
                "{0} : un versement de {1} par chèque électronique est arrivé au compte {2}.\nPaiement {3}\n",
                "{0}: chegou uma prestação de {1} por débito bancário à conta {2}.\nPagamento {3}\n",
                "{0}: een termijn van {1} per elektronische cheque is aangekomen op rekening {2}.\nBetaling {3}\n")),

        // {0} organisation, {1} amount, {2} account, {3} the invoice's number
        [NoticeKinds.PurchaseConfirmed] = new(
            new Text("Purchase: {1}", "Achat : {1}", "Compra: {1}", "Aankoop: {1}"),
            new Text(
                "{0}: {1} was invoiced to account {2}.\nInvoice {3}\n",
                "{0} : {1} ont été facturés au compte {2}.\nFacture {3}\n",
                "{0}: {1} foram faturados à conta {2}.\nFatura {3}\n",
                "{0}: {1} is aangerekend op rekening {2}.\nFactuur {3}\n")),

        [NoticeKinds.CancellationConfirmed] = new(
            new Text("Cancellation: {1}", "Annulation : {1}", "Anulação: {1}", "Annulering: {1}"),
            new Text(
                "{0}: {1} of an invoice of account {2} was cancelled.\nInvoice {3}\n",
                "{0} : {1} d'une facture du compte {2} ont été annulés.\nFacture {3}\n",
                "{0}: {1} de uma fatura da conta {2} foram anulados.\nFatura {3}\n",
                "{0}: {1} van een factuur van rekening {2} is geannuleerd.\nFactuur {3}\n")),

        // {0} organisation, {1} amount, {2} account, {3} payment, {4} decline code, {5} its meaning
        [NoticeKinds.PaymentFailed] = new(
            new Text("Payment failed: {1}", "Paiement échoué : {1}", "Pagamento falhado: {1}", "Betaling mislukt: {1}"),
            new Text(
                "{0}: a payment of {1} on account {2} failed.\n{5} ({4})\nPayment {3}\n",
                "{0} : un paiement de {1} au compte {2} a échoué.\n{5} ({4})\nPaiement {3}\n",
                "{0}: um pagamento de {1} na conta {2} falhou.\n{5} ({4})\nPagamento {3}\n",
                "{0}: een betaling van {1} op rekening {2} is mislukt.\n{5} ({4})\nBetaling {3}\n")),

        [NoticeKinds.EChequeFailed] = new(
            new Text("E-cheque failed: {1}", "Chèque électronique échoué : {1}", "Débito bancário falhado: {1}", "Elektronische cheque mislukt: {1}"),
            new Text(
                "{0}: an e-cheque of {1} on account {2} failed.\n{5} ({4})\nPayment {3}\n",
                "{0} : un chèque électronique de {1} au compte {2} a échoué.\n{5} ({4})\nPaiement {3}\n",
                "{0}: um débito bancário de {1} na conta {2} falhou.\n{5} ({4})\nPagamento {3}\n",
                "{0}: een elektronische cheque van {1} op rekening {2} is mislukt.\n{5} ({4})\nBetaling {3}\n")),

        [NoticeKinds.CardInstalmentFailed] = new(
            new Text("Instalment failed: {1}", "Versement échoué : {1}", "Prestação falhada: {1}", "Termijn mislukt: {1}"),
            new Text(
                "{0}: an instalment of {1} on account {2} failed.\n{5} ({4})\nPayment {3}\n",
                "{0} : un versement de {1} au compte {2} a échoué.\n{5} ({4})\nPaiement {3}\n",
                "{0}: uma prestação de {1} na conta {2} falhou.\n{5} ({4})\nPagamento {3}\n",
                "{0}: een termijn van {1} op rekening {2} is mislukt.\n{5} ({4})\nBetaling {3}\n")),

        [NoticeKinds.CardSubscriptionFailed] = new(
            new Text("Subscription charge failed: {1}", "Abonnement : prélèvement échoué : {1}", "Assinatura: cobrança falhada: {1}", "Abonnement: betaling mislukt: {1}"),
            new Text(
                "{0}: a subscription charge of {1} on account {2} failed.\n{5} ({4})\nPayment {3}\n",
                "{0} : un prélèvement d'abonnement de {1} au compte {2} a échoué.\n{5} ({4})\nPaiement {3}\n",
                "{0}: uma cobrança de assinatura de {1} na conta {2} falhou.\n{5} ({4})\nPagamento {3}\n",
                "{0}: een abonnementsbetaling van {1} op rekening {2} is mislukt.\n{5} ({4})\nBetaling {3}\n")),

        [NoticeKinds.PlannedPaymentFailed] = new(
            new Text("Planned payment failed: {1}", "Paiement planifié échoué : {1}", "Pagamento planeado falhado: {1}", "Geplande betaling mislukt: {1}"),
            new Text(
                "{0}: a planned payment of {1} on account {2} failed.\n{5} ({4})\nPayment {3}\n",
                "{0} : un paiement planifié de {1} au compte {2} a échoué.\n{5} ({4})\nPaiement {3}\n",
                "{0}: um pagamento planeado de {1} na conta {2} falhou.\n{5} ({4})\nPagamento {3}\n",
                "{0}: een geplande betaling van {1} op rekening {2} is mislukt.\n{5} ({4})\nBetaling {3}\n")),

        // {0} organisation, {1} amount, {2} account, {3} payment, {4} the provider's reason
        [NoticeKinds.PaymentReturned] = new(
            new Text("Payment taken back: {1}", "Paiement repris : {1}", "Pagamento devolvido: {1}", "Betaling teruggenomen: {1}"),
            new Text(
                "{0}: the bank took back {1} of a payment on account {2}; what it paid is open again.\nReason: {4}\nPayment {3}\n",
                "{0} : la banque a repris {1} d'un paiement au compte {2}; ce qu'il payait est de nouveau dû.\nMotif : {4}\nPaiement {3}\n",
                "{0}: o banco retirou {1} de um pagamento na conta {2}; o que ele pagava está de novo em aberto.\nMotivo: {4}\nPagamento {3}\n",
                "{0}: de bank nam {1} terug van een betaling op rekening {2}; wat ze betaalde staat weer open.\nReden: {4}\nBetaling {3}\n")),

        // {0} organisation, {1} amount, {2} account, {3} payment
        [NoticeKinds.PaymentUnknown] = new(
            new Text("Is it paid? {1}", "Est-ce payé ? {1}", "Está pago? {1}", "Is het betaald? {1}"),
            new Text(
                "{0}: the provider does not say whether it charged {1} on account {2}. Look at its dashboard; nothing else is done until then.\nPayment {3}\n",
                "{0} : le fournisseur ne dit pas s'il a prélevé {1} au compte {2}. Consultez son tableau de bord; rien d'autre ne sera fait d'ici là.\nPaiement {3}\n",
                "{0}: o fornecedor não diz se cobrou {1} na conta {2}. Consulte o painel dele; nada mais será feito até lá.\nPagamento {3}\n",
                "{0}: de betaalprovider zegt niet of {1} op rekening {2} is geïnd. Kijk in zijn dashboard; tot dan gebeurt er niets anders.\nBetaling {3}\n")),

        // {0} organisation, {1} amount, {2} account, {3} refund, {4} the provider's reason, {5} the credit note, or nothing
        [NoticeKinds.RefundFailed] = new(
            new Text("Refund failed: {1}", "Remboursement échoué : {1}", "Reembolso falhado: {1}", "Terugbetaling mislukt: {1}"),
            new Text(
                "{0}: {1} of a refund did not arrive; account {2} has it back as a credit.\nReason: {4}\nRefund {3} {5}\n",
                "{0} : {1} d'un remboursement ne sont pas arrivés; le compte {2} les a de nouveau en crédit.\nMotif : {4}\nRemboursement {3} {5}\n",
                "{0}: {1} de um reembolso não chegaram; a conta {2} tem-nos de volta como crédito.\nMotivo: {4}\nReembolso {3} {5}\n",
                "{0}: {1} van een terugbetaling kwam niet aan; rekening {2} heeft het terug als tegoed.\nReden: {4}\nTerugbetaling {3} {5}\n")),

        // {0} organisation, {1} amount, {2} account, {3} refund, {4} the provider's reference, or nothing, {5} the bank's, or nothing
        [NoticeKinds.RefundOverdue] = new(
            new Text("No word of a refund: {1}", "Remboursement sans nouvelles : {1}", "Reembolso sem notícias: {1}", "Geen bericht van een terugbetaling: {1}"),
            new Text(
                "{0}: nobody says whether {1} of a refund on account {2} arrived. Ask the provider or the bank.\nRefund {3} {4} {5}\n",
                "{0} : personne ne dit si {1} d'un remboursement au compte {2} sont arrivés. Demandez au fournisseur ou à la banque.\nRemboursement {3} {4} {5}\n",
                "{0}: ninguém diz se {1} de um reembolso na conta {2} chegaram. Pergunte ao fornecedor ou ao banco.\nReembolso {3} {4} {5}\n",
                "{0}: niemand zegt of {1} van een terugbetaling op rekening {2} is aangekomen. Vraag het de betaalprovider of de bank.\nTerugbetaling {3} {4} {5}\n")),

        // {0} organisation, {1} amount, {2} account, {3} payment, {4} the provider's reason, {5} until when evidence is taken
        [NoticeKinds.DisputeOpened] = new(
            new Text("Payment disputed: {1}", "Paiement contesté : {1}", "Pagamento contestado: {1}", "Betaling betwist: {1}"),
            new Text(
                "{0}: the bank of a customer disputes {1} of a payment on account {2}; the provider holds it. Give it your evidence by {5}.\nReason: {4}\nPayment {3}\n",
                "{0} : la banque d'un client conteste {1} d'un paiement au compte {2}; le fournisseur les retient. Donnez-lui vos preuves d'ici le {5}.\nMotif : {4}\nPaiement {3}\n",
                "{0}: o banco de um cliente contesta {1} de um pagamento na conta {2}; o fornecedor retém-nos. Envie-lhe as suas provas até {5}.\nMotivo: {4}\nPagamento {3}\n",
                "{0}: de bank van een klant betwist {1} van een betaling op rekening {2}; de betaalprovider houdt het vast. Geef hem uw bewijs vóór {5}.\nReden: {4}\nBetaling {3}\n")),

        [NoticeKinds.DisputeWon] = new(
            new Text("Dispute won: {1}", "Contestation gagnée : {1}", "Contestação ganha: {1}", "Betwisting gewonnen: {1}"),
            new Text(
                "{0}: the dispute of {1} on account {2} is won; the provider gives the money back.\nReason: {4}\nPayment {3}\n",
                "{0} : la contestation de {1} au compte {2} est gagnée; le fournisseur rend l'argent.\nMotif : {4}\nPaiement {3}\n",
                "{0}: a contestação de {1} na conta {2} foi ganha; o fornecedor devolve o dinheiro.\nMotivo: {4}\nPagamento {3}\n",
                "{0}: de betwisting van {1} op rekening {2} is gewonnen; de betaalprovider geeft het geld terug.\nReden: {4}\nBetaling {3}\n")),

        [NoticeKinds.DisputeLost] = new(
            new Text("Dispute lost: {1}", "Contestation perdue : {1}", "Contestação perdida: {1}", "Betwisting verloren: {1}"),
            new Text(
                "{0}: the dispute of {1} on account {2} is lost; what the payment paid is open again.\nReason: {4}\nPayment {3}\n",
                "{0} : la contestation de {1} au compte {2} est perdue; ce que le paiement payait est de nouveau dû.\nMotif : {4}\nPaiement {3}\n",
                "{0}: a contestação de {1} na conta {2} foi perdida; o que o pagamento pagava está de novo em aberto.\nMotivo: {4}\nPagamento {3}\n",
                "{0}: de betwisting van {1} op rekening {2} is verloren; wat de betaling betaalde staat weer open.\nReden: {4}\nBetaling {3}\n")),

        // {0} organisation, {1} event subscription, {2} type of the event, {3} delivery
        [NoticeKinds.DeliveryFailed] = new(
            new Text(
                "A partner does not get our events",
                "Un partenaire ne reçoit pas nos événements",
                "Um parceiro não recebe os nossos eventos",
                "Een partner krijgt onze gebeurtenissen niet"),
            new Text(
                "{0}: the address of event subscription {1} did not take {2}, however often it was tried. Send it again once it does.\nDelivery {3}\n",
                "{0} : l'adresse de l'abonnement aux événements {1} n'a pas accepté {2}, malgré plusieurs essais. Renvoyez-le quand elle répondra.\nLivraison {3}\n",
                "{0}: o endereço da subscrição de eventos {1} não aceitou {2}, apesar de várias tentativas. Reenvie quando responder.\nEntrega {3}\n",
                "{0}: het adres van gebeurtenisabonnement {1} nam {2} niet aan, hoe vaak het ook is geprobeerd. Verstuur het opnieuw zodra het kan.\nLevering {3}\n")),

        // Of services: {0} organisation, {1} reader, {2} company, or to it the user, {3} day of the service, {4} vouchers, {5} service
        // {6} the last day on which he may answer
        [NoticeKinds.ServiceToConfirm] = new(
            new Text("A service to confirm: {3}", "Prestation à confirmer : {3}", "Serviço a confirmar: {3}", "Prestatie te bevestigen: {3}"),
            new Text(
                "Hello {1},\n\n{2} entered a service of {3} (vouchers: {4}). Confirm or contest it by {6}; after that day silence counts as a yes.\nService {5}\n\n{0}\n",
                "Bonjour {1},\n\n{2} a encodé une prestation du {3} (titres : {4}). Confirmez-la ou contestez-la au plus tard le {6}; passé ce jour, le silence vaut accord.\nPrestation {5}\n\n{0}\n",
                "Olá {1},\n\n{2} registou um serviço de {3} (vales: {4}). Confirme-o ou conteste-o até {6}; depois desse dia o silêncio vale como um sim.\nServiço {5}\n\n{0}\n",
                "Dag {1},\n\n{2} heeft een prestatie van {3} ingegeven (cheques: {4}). Bevestig of betwist ze ten laatste op {6}; na die dag geldt stilzwijgen als een ja.\nPrestatie {5}\n\n{0}\n")),

        [NoticeKinds.ServiceToValidate] = new(
            new Text("A service to validate: {3}", "Prestation à valider : {3}", "Serviço a validar: {3}", "Prestatie te valideren: {3}"),
            new Text(
                "Hello {1},\n\na worker of yours entered a service of {3} for {2} (vouchers: {4}). Validate or correct it by {6}; after that day silence counts as a yes.\nService {5}\n\n{0}\n",
                "Bonjour {1},\n\nun de vos travailleurs a encodé une prestation du {3} pour {2} (titres : {4}). Validez-la ou corrigez-la au plus tard le {6}; passé ce jour, le silence vaut accord.\nPrestation {5}\n\n{0}\n",
                "Olá {1},\n\num dos seus trabalhadores registou um serviço de {3} para {2} (vales: {4}). Valide-o ou corrija-o até {6}; depois desse dia o silêncio vale como um sim.\nServiço {5}\n\n{0}\n",
                "Dag {1},\n\neen van uw werknemers heeft een prestatie van {3} voor {2} ingegeven (cheques: {4}). Valideer of verbeter ze ten laatste op {6}; na die dag geldt stilzwijgen als een ja.\nPrestatie {5}\n\n{0}\n")),

        // {6} the reason
        [NoticeKinds.ServiceContested] = new(
            new Text("Service contested: {3}", "Prestation contestée : {3}", "Serviço contestado: {3}", "Prestatie betwist: {3}"),
            new Text(
                "Hello {1},\n\n{2} contests the service of {3} (vouchers: {4}). Correct it, validate it or withdraw it: without your answer nothing is paid.\nReason: {6}\nService {5}\n\n{0}\n",
                "Bonjour {1},\n\n{2} conteste la prestation du {3} (titres : {4}). Corrigez-la, validez-la ou retirez-la : sans votre réponse, rien n'est payé.\nMotif : {6}\nPrestation {5}\n\n{0}\n",
                "Olá {1},\n\n{2} contesta o serviço de {3} (vales: {4}). Corrija-o, valide-o ou retire-o: sem a sua resposta nada é pago.\nMotivo: {6}\nServiço {5}\n\n{0}\n",
                "Dag {1},\n\n{2} betwist de prestatie van {3} (cheques: {4}). Verbeter, valideer of trek ze in: zonder uw antwoord wordt niets betaald.\nReden: {6}\nPrestatie {5}\n\n{0}\n")),

        [NoticeKinds.ServiceCorrected] = new(
            new Text("A service was corrected: {3}", "Prestation corrigée : {3}", "Serviço corrigido: {3}", "Prestatie verbeterd: {3}"),
            new Text(
                "Hello {1},\n\n{2} corrected a service: now {3} (vouchers: {4}). Confirm or contest it; without your answer nothing is paid.\nReason: {6}\nService {5}\n\n{0}\n",
                "Bonjour {1},\n\n{2} a corrigé une prestation : désormais {3} (titres : {4}). Confirmez-la ou contestez-la; sans votre réponse, rien n'est payé.\nMotif : {6}\nPrestation {5}\n\n{0}\n",
                "Olá {1},\n\n{2} corrigiu um serviço: agora {3} (vales: {4}). Confirme-o ou conteste-o; sem a sua resposta nada é pago.\nMotivo: {6}\nServiço {5}\n\n{0}\n",
                "Dag {1},\n\n{2} heeft een prestatie verbeterd: nu {3} (cheques: {4}). Bevestig of betwist ze; zonder uw antwoord wordt niets betaald.\nReden: {6}\nPrestatie {5}\n\n{0}\n")),

        [NoticeKinds.ServiceStoodBy] = new(
            new Text("Please look at a service again: {3}", "Prestation à revoir : {3}", "Serviço a rever: {3}", "Prestatie opnieuw te bekijken: {3}"),
            new Text(
                "Hello {1},\n\n{2} stands by the service of {3} that you contested (vouchers: {4}). Confirm or contest it again; without your answer nothing is paid.\nService {5}\n\n{0}\n",
                "Bonjour {1},\n\n{2} maintient la prestation du {3} que vous avez contestée (titres : {4}). Confirmez-la ou contestez-la de nouveau; sans votre réponse, rien n'est payé.\nPrestation {5}\n\n{0}\n",
                "Olá {1},\n\n{2} mantém o serviço de {3} que contestou (vales: {4}). Confirme-o ou conteste-o de novo; sem a sua resposta nada é pago.\nServiço {5}\n\n{0}\n",
                "Dag {1},\n\n{2} blijft bij de prestatie van {3} die u betwistte (cheques: {4}). Bevestig of betwist ze opnieuw; zonder uw antwoord wordt niets betaald.\nPrestatie {5}\n\n{0}\n")),

        // {6} vouchers allocated, {7} vouchers missing
        [NoticeKinds.VouchersMissing] = new(
            new Text("Vouchers missing: {7}", "Titres manquants : {7}", "Vales em falta: {7}", "Ontbrekende cheques: {7}"),
            new Text(
                "Hello {1},\n\nthe service of {3} by {2} needs vouchers: {4}. Allocated: {6}. Missing: {7}. Please order them.\nService {5}\n\n{0}\n",
                "Bonjour {1},\n\nla prestation du {3} par {2} demande des titres : {4}. Attribués : {6}. Manquants : {7}. Veuillez les commander.\nPrestation {5}\n\n{0}\n",
                "Olá {1},\n\no serviço de {3} por {2} precisa de vales: {4}. Atribuídos: {6}. Em falta: {7}. Por favor, encomende-os.\nServiço {5}\n\n{0}\n",
                "Dag {1},\n\nde prestatie van {3} door {2} vraagt cheques: {4}. Toegekend: {6}. Ontbrekend: {7}. Gelieve ze te bestellen.\nPrestatie {5}\n\n{0}\n")),

        [NoticeKinds.ServicePartlyAllocated] = new(
            new Text("Service partially allocated: {3}", "Prestation partiellement attribuée : {3}", "Serviço parcialmente atribuído: {3}", "Prestatie gedeeltelijk toegekend: {3}"),
            new Text(
                "Hello {1},\n\nof the vouchers that the service of {3} for {2} needs ({4}), allocated: {6}; missing: {7}. You may ask for the reimbursement of those allocated already.\nService {5}\n\n{0}\n",
                "Bonjour {1},\n\ndes titres que demande la prestation du {3} pour {2} ({4}), attribués : {6}; manquants : {7}. Vous pouvez déjà demander le remboursement de ceux qui sont attribués.\nPrestation {5}\n\n{0}\n",
                "Olá {1},\n\ndos vales de que o serviço de {3} para {2} precisa ({4}), atribuídos: {6}; em falta: {7}. Pode já pedir o reembolso dos atribuídos.\nServiço {5}\n\n{0}\n",
                "Dag {1},\n\nvan de cheques die de prestatie van {3} voor {2} vraagt ({4}), toegekend: {6}; ontbrekend: {7}. U kunt nu al de terugbetaling van de toegekende vragen.\nPrestatie {5}\n\n{0}\n")),

        // {0} organisation, {1} user, {2} vouchers, {3} the last day on which they count, {4} order
        [NoticeKinds.VouchersExpiring] = new(
            new Text("Vouchers expire soon: {2}", "Titres bientôt échus : {2}", "Vales prestes a expirar: {2}", "Cheques vervallen binnenkort: {2}"),
            new Text(
                "Hello {1},\n\nvouchers that you have not used: {2}. Their last day is {3}.\nOrder {4}\n\n{0}\n",
                "Bonjour {1},\n\ntitres que vous n'avez pas utilisés : {2}. Leur dernier jour est le {3}.\nCommande {4}\n\n{0}\n",
                "Olá {1},\n\nvales que não utilizou: {2}. O último dia deles é {3}.\nEncomenda {4}\n\n{0}\n",
                "Dag {1},\n\ncheques die u niet hebt gebruikt: {2}. Hun laatste dag is {3}.\nBestelling {4}\n\n{0}\n")),

        [NoticeKinds.VouchersExpired] = new(
            new Text("Vouchers expired: {2}", "Titres échus : {2}", "Vales expirados: {2}", "Cheques vervallen: {2}"),
            new Text(
                "Hello {1},\n\nvouchers that nothing used: {2}. Their last day was {3}, so they pay no service any more.\nOrder {4}\n\n{0}\n",
                "Bonjour {1},\n\ntitres restés inutilisés : {2}. Leur dernier jour était le {3}; ils ne paient plus aucune prestation.\nCommande {4}\n\n{0}\n",
                "Olá {1},\n\nvales que ficaram por utilizar: {2}. O último dia deles foi {3}; já não pagam nenhum serviço.\nEncomenda {4}\n\n{0}\n",
                "Dag {1},\n\nongebruikte cheques: {2}. Hun laatste dag was {3}; ze betalen geen prestatie meer.\nBestelling {4}\n\n{0}\n")),
        // {0} organisation, {1} claim number, {2} network, {3} what is waited for, {4} since which day
        [NoticeKinds.ClaimReminder] = new(
            new Text("Claim {1} waits", "Le sinistre {1} attend", "O sinistro {1} espera", "Schadedossier {1} wacht"),
            new Text(
                "{0}: claim {1} ({2}) has waited since {4} for {3}.\n",
                "{0} : le sinistre {1} ({2}) attend depuis le {4} {3}.\n",
                "{0}: o sinistro {1} ({2}) espera desde {4} por {3}.\n",
                "{0}: schadedossier {1} ({2}) wacht sinds {4} op {3}.\n")),

        // {0} organisation, {1} claim number, {2} network, {3} what is waited for, {4} since which day
        [NoticeKinds.ClaimEscalated] = new(
            new Text("Claim {1} still waits", "Le sinistre {1} attend toujours", "O sinistro {1} ainda espera", "Schadedossier {1} wacht nog steeds"),
            new Text(
                "{0}: claim {1} ({2}) still waits, since {4}, for {3}. Ask the insurer: no further reminder comes.\n",
                "{0} : le sinistre {1} ({2}) attend toujours, depuis le {4}, {3}. Relancez l'assureur : il n'y aura pas d'autre rappel.\n",
                "{0}: o sinistro {1} ({2}) ainda espera, desde {4}, por {3}. Contacte a seguradora: não haverá outro lembrete.\n",
                "{0}: schadedossier {1} ({2}) wacht sinds {4} nog steeds op {3}. Vraag de verzekeraar: er komt geen herinnering meer.\n")),

        // {0} organisation, {1} amount, {2} group, {3} quota, {4} month, {5} line, {6} the bank's code, {7} its meaning
        [NoticeKinds.DebitFailed] = new(
            new Text("Debit failed: {1}", "Prélèvement échoué : {1}", "Débito falhado: {1}", "Incasso mislukt: {1}"),
            new Text(
                "{0}: the debit of {1} for quota {3} of group {2}, month {4}, failed.\n{7} ({6})\nLine {5}\n",
                "{0} : le prélèvement de {1} pour la cote {3} du groupe {2}, mois {4}, a échoué.\n{7} ({6})\nLigne {5}\n",
                "{0}: o débito de {1} da cota {3} do grupo {2}, mês {4}, falhou.\n{7} ({6})\nLinha {5}\n",
                "{0}: de incasso van {1} voor quotum {3} van groep {2}, maand {4}, is mislukt.\n{7} ({6})\nRegel {5}\n")),

        // {0} organisation, {1} member, {2} amount, {3} group, {4} quota, {5} month, {6} what the bank's code means
        [NoticeKinds.MemberDebitFailed] = new(
            new Text("Your payment failed: {2}", "Votre paiement a échoué : {2}", "O seu pagamento falhou: {2}", "Uw betaling is mislukt: {2}"),
            new Text(
                "Hello {1},\n\nthe debit of {2} for your quota {4} of group {3}, month {5}, was not carried out.\n{6}\n\n{0}\n",
                "Bonjour {1},\n\nle prélèvement de {2} pour votre cote {4} du groupe {3}, mois {5}, n'a pas été effectué.\n{6}\n\n{0}\n",
                "Olá {1},\n\no débito de {2} da sua cota {4} do grupo {3}, mês {5}, não foi efetuado.\n{6}\n\n{0}\n",
                "Dag {1},\n\nde incasso van {2} voor uw quotum {4} van groep {3}, maand {5}, is niet uitgevoerd.\n{6}\n\n{0}\n")),

        // {0} organisation, {1} agent, {2} how many, {3} their sum, {4} return file, {5} a line each: line, group, quota, month, amount, code
        [NoticeKinds.AgentDebitsFailed] = new(
            new Text("Debits failed: {2}, {3}", "Prélèvements échoués : {2}, {3}", "Débitos falhados: {2}, {3}", "Mislukte incasso's: {2}, {3}"),
            new Text(
                "{1},\n\ndebits for {0} failed: {2}, {3} in all (return file {4}). Line, group, quota, month, amount, the bank's code:\n\n{5}\n",
                "{1},\n\ndes prélèvements pour {0} ont échoué : {2}, {3} au total (fichier retour {4}). Ligne, groupe, cote, mois, montant, code de la banque :\n\n{5}\n",
                "{1},\n\ndébitos de {0} falharam: {2}, {3} no total (retorno {4}). Linha, grupo, cota, mês, valor, código do banco:\n\n{5}\n",
                "{1},\n\nincasso's voor {0} zijn mislukt: {2}, samen {3} (retourbestand {4}). Regel, groep, quotum, maand, bedrag, code van de bank:\n\n{5}\n")),
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
