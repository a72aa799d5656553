using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class DebitRefusals
{
    public static readonly RefusalKind GroupExists = new("group_exists", StatusCodes.Status409Conflict, new Text(
        "There is a group {0} already.",
        "Il y a déjà un groupe {0}.",
        "Já existe um grupo {0}.",
        "Er is al een groep {0}."));

    public static readonly RefusalKind GroupEnded = new("group_ended", StatusCodes.Status409Conflict, new Text(
        "The group has ended: it takes no more quotas.",
        "Le groupe est terminé : il ne prend plus de cotes.",
        "O grupo está encerrado: não aceita mais cotas.",
        "De groep is beëindigd: er komen geen quota meer bij."));

    public static readonly RefusalKind QuotaExists = new("quota_exists", StatusCodes.Status409Conflict, new Text(
        "The group has a quota {0} already.",
        "Le groupe a déjà une cote {0}.",
        "O grupo já tem uma cota {0}.",
        "De groep heeft al een quotum {0}."));

    public static readonly RefusalKind QuotaEnded = new("quota_ended", StatusCodes.Status409Conflict, new Text(
        "The quota has ended: nothing of it changes any more.",
        "La cote est terminée : plus rien n'y change.",
        "A cota está encerrada: nada mais muda nela.",
        "Het quotum is beëindigd: er verandert niets meer aan."));

    public static readonly RefusalKind GivesNothingBack = new("gives_nothing_back", StatusCodes.Status409Conflict, new Text(
        "The quota is active: there is nothing to give back.",
        "La cote est active : il n'y a rien à restituer.",
        "A cota está ativa: não há nada a devolver.",
        "Het quotum is actief: er is niets terug te geven."));

    public static readonly RefusalKind UnknownAccount = new("unknown_billing_account", StatusCodes.Status422UnprocessableEntity, new Text(
        "There is no billing account {0}.",
        "Il n'y a pas de compte client {0}.",
        "Não existe a conta {0}.",
        "Er is geen klantrekening {0}."));

    public static readonly RefusalKind UnknownReason = new("unknown_reason", StatusCodes.Status422UnprocessableEntity, new Text(
        "The reason {0} is not in the organisation's list for this change.",
        "La raison {0} n'est pas dans la liste de l'organisation pour ce changement.",
        "O motivo {0} não está na lista da organização para esta alteração.",
        "De reden {0} staat niet in de lijst van de organisatie voor deze wijziging."));

    public static readonly RefusalKind NotListed = new("not_listed", StatusCodes.Status422UnprocessableEntity, new Text(
        "{0} is not in the list from which this is chosen.",
        "{0} n'est pas dans la liste où cela se choisit.",
        "{0} não está na lista da qual isto é escolhido.",
        "{0} staat niet in de lijst waaruit dit gekozen wordt."));

    public static readonly RefusalKind Backwards = new("validity_backwards", StatusCodes.Status422UnprocessableEntity, new Text(
        "The last day {0} is before the first, {1}.",
        "Le dernier jour {0} précède le premier, {1}.",
        "O último dia {0} é anterior ao primeiro, {1}.",
        "De laatste dag {0} valt voor de eerste, {1}."));

    public static readonly RefusalKind PeriodsMeet = new("periods_meet", StatusCodes.Status409Conflict, new Text(
        "There is a period from {0} to {1} already.",
        "Il y a déjà une période du {0} au {1}.",
        "Já existe um período de {0} a {1}.",
        "Er is al een periode van {0} tot en met {1}."));

    public static readonly RefusalKind EndsBefore = new("ends_before", StatusCodes.Status409Conflict, new Text(
        "The period ends on {0} already.",
        "La période se termine déjà le {0}.",
        "O período já termina em {0}.",
        "De periode eindigt al op {0}."));

    public static readonly RefusalKind QuotaFull = new("quota_full", StatusCodes.Status409Conflict, new Text(
        "There are {0} here already, which is the most.",
        "Il y en a déjà {0} ici, soit le maximum.",
        "Já existem {0} aqui, que é o máximo.",
        "Er zijn hier al {0}, meer kan niet."));

    public static readonly RefusalKind InsuranceClaimed = new("insurance_claimed", StatusCodes.Status409Conflict, new Text(
        "A claim cancelled the quota's insurance: nothing of it changes any more.",
        "Un sinistre a annulé l'assurance de la cote : plus rien n'y change.",
        "Um sinistro cancelou o seguro da cota: nada mais muda nele.",
        "Een schadegeval heeft de verzekering van het quotum beëindigd: er verandert niets meer aan."));

    public static readonly RefusalKind AgentNotValid = new("agent_not_valid", StatusCodes.Status422UnprocessableEntity, new Text(
        "{0} is not valid for {1} on that day, and takes neither registered nor unregistered collection.",
        "{0} n'est pas valide pour {1} ce jour-là et ne prend ni l'encaissement enregistré ni le non enregistré.",
        "{0} não é válido para {1} nesse dia e não faz cobrança registrada nem sem registro.",
        "{0} is die dag niet geldig voor {1} en doet geen geregistreerde of ongeregistreerde inning."));

    public static readonly RefusalKind NoDirectDebitAtBank = new(
        "no_direct_debit_at_bank", StatusCodes.Status422UnprocessableEntity, new Text(
            "The quota's financial agent ({0}) has no direct debit remittance for bank {1}.",
            "L'agent financier de la cote ({0}) n'a pas de remise de prélèvement pour la banque {1}.",
            "O agente financeiro da cota ({0}) não tem remessa de débito automático para o banco {1}.",
            "De financiële agent van het quotum ({0}) heeft geen incasso-opdracht voor bank {1}."));

    public static readonly RefusalKind SavingsNotAllowed = new("savings_not_allowed", StatusCodes.Status422UnprocessableEntity, new Text(
        "Savings accounts at bank {0} may not be debited.",
        "Les comptes d'épargne de la banque {0} ne peuvent pas être débités.",
        "Contas de poupança do banco {0} não podem ser debitadas.",
        "Spaarrekeningen bij bank {0} mogen niet worden gedebiteerd."));

    public static readonly RefusalKind NotACurrentAccount = new("not_a_current_account", StatusCodes.Status422UnprocessableEntity, new Text(
        "That is a savings account.",
        "C'est un compte d'épargne.",
        "É uma conta de poupança.",
        "Dat is een spaarrekening."));

    public static readonly RefusalKind NotReleased = new("not_released", StatusCodes.Status409Conflict, new Text(
        "Default insurance changes only while release for the insurer's decision is on.",
        "L'assurance contre le défaut ne change que si la libération pour décision de l'assureur est active.",
        "O seguro de quebra de garantia só muda com a liberação para decisão da seguradora ativa.",
        "De wanbetalingsverzekering verandert alleen als vrijgave voor het besluit van de verzekeraar aan staat."));

    public static readonly RefusalKind DefaultInsuranceNotOffered = new(
        "default_insurance_not_offered", StatusCodes.Status422UnprocessableEntity, new Text(
            "Neither the group's insurance nor the quota's life insurance has default insurance.",
            "Ni l'assurance du groupe ni l'assurance vie de la cote n'a d'assurance contre le défaut.",
            "Nem o seguro do grupo nem o seguro de vida da cota tem seguro de quebra de garantia.",
            "De verzekering van de groep noch de levensverzekering van het quotum heeft een wanbetalingsverzekering."));

    public static readonly RefusalKind MemberHasNoEmail = new("member_has_no_email", StatusCodes.Status422UnprocessableEntity, new Text(
        "The member has no e-mail address.",
        "Le membre n'a pas d'adresse courriel.",
        "O consorciado não tem endereço de e-mail.",
        "Het lid heeft geen e-mailadres."));

    public static readonly RefusalKind NoSlipByEmail = new("no_slip_by_email", StatusCodes.Status422UnprocessableEntity, new Text(
        "The quota's financial agent ({0}) has no monthly collection by e-mail in layout {1}.",
        "L'agent financier de la cote ({0}) n'a pas d'encaissement mensuel par courriel au format {1}.",
        "O agente financeiro da cota ({0}) não tem cobrança mensal por e-mail no leiaute {1}.",
        "De financiële agent van het quotum ({0}) heeft geen maandelijkse inning per e-mail in lay-out {1}."));

    public static readonly RefusalKind NoScheme = new("no_debit_scheme", StatusCodes.Status409Conflict, new Text(
        "Bank accounts in {0} are not debited by file.",
        "Les comptes bancaires en {0} ne sont pas débités par fichier.",
        "Contas bancárias em {0} não são debitadas por arquivo.",
        "Bankrekeningen in {0} worden niet per bestand gedebiteerd."));

    public static readonly RefusalKind BankAccountExists = new("bank_account_exists", StatusCodes.Status409Conflict, new Text(
        "The quota has this bank account already.",
        "La cote a déjà ce compte bancaire.",
        "A cota já tem esta conta bancária.",
        "Het quotum heeft deze bankrekening al."));

    public static readonly RefusalKind MandateState = new("mandate_state", StatusCodes.Status409Conflict, new Text(
        "That cannot happen to a mandate that is {0}.",
        "Cela ne peut arriver à un mandat dont l'état est {0}.",
        "Isso não pode acontecer a uma autorização no estado {0}.",
        "Dat kan niet gebeuren met een machtiging in de toestand {0}."));

    public static readonly RefusalKind RunState = new("run_state", StatusCodes.Status409Conflict, new Text(
        "That cannot be done to a run that is {0}.",
        "Cela ne peut se faire avec un passage dont l'état est {0}.",
        "Isso não pode ser feito com um processamento no estado {0}.",
        "Dat kan niet met een run in de toestand {0}."));

    public static readonly RefusalKind NotYet = new("not_yet", StatusCodes.Status422UnprocessableEntity, new Text(
        "That day is still to come.",
        "Ce jour est encore à venir.",
        "Esse dia ainda está por vir.",
        "Die dag moet nog komen."));

    public static readonly RefusalKind ChargeState = new("charge_state", StatusCodes.Status409Conflict, new Text(
        "That cannot be done to a charge that is {0}.",
        "Cela ne peut se faire avec une demande dont l'état est {0}.",
        "Isso não pode ser feito com uma cobrança no estado {0}.",
        "Dat kan niet met een vordering in de toestand {0}."));

    public static readonly RefusalKind DayIsOver = new("day_is_over", StatusCodes.Status422UnprocessableEntity, new Text(
        "That day is over.",
        "Ce jour est passé.",
        "Esse dia já passou.",
        "Die dag is voorbij."));

    public static readonly RefusalKind ReturnRefused = new("return_refused", StatusCodes.Status422UnprocessableEntity, new Text(
        "The file is refused whole, at line {0} ({1}); see errors for the reason. Nothing of it was read in.",
        "Le fichier est refusé en entier, à la ligne {0} ({1}); voir errors pour la raison. Rien n'en a été lu.",
        "O ficheiro é recusado por inteiro, na linha {0} ({1}); veja errors para o motivo. Nada dele foi lido.",
        "Het bestand is geheel geweigerd, op regel {0} ({1}); zie errors voor de reden. Er is niets van ingelezen."));

    public static readonly RefusalKind FileGone = new("file_gone", StatusCodes.Status409Conflict, new Text(
        "The file's content is no longer there: it can be made again.",
        "Le contenu du fichier n'est plus là : il peut être refait.",
        "O conteúdo do arquivo não está mais lá: ele pode ser refeito.",
        "De inhoud van het bestand is er niet meer: het kan opnieuw worden gemaakt."));

    public static readonly RefusalKind FileDiffers = new("file_differs", StatusCodes.Status409Conflict, new Text(
        "Made again from its charges the file is not what was sent: something of them was changed by other means than this system. "
            + "Nothing was written.",
        "Refait à partir de ses prélèvements, le fichier n'est pas celui qui a été envoyé : ils ont été modifiés hors de ce système. "
            + "Rien n'a été écrit.",
        "Refeito a partir de suas cobranças, o arquivo não é o que foi enviado: algo nelas foi alterado fora deste sistema. "
            + "Nada foi gravado.",
        "Opnieuw gemaakt uit zijn vorderingen is het bestand niet wat werd verzonden: ze werden buiten dit systeem om gewijzigd. "
            + "Er is niets geschreven."));
}
