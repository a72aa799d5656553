using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class VoucherRefusals
{
    public static readonly RefusalKind WalletFull = new("wallet_full", StatusCodes.Status409Conflict, new Text(
        "This wallet has {0} orders with vouchers left, which is the most: use some of them first.",
        "Ce portefeuille a {0} commandes dont il reste des titres, soit le maximum : utilisez-en d'abord.",
        "Esta carteira tem {0} encomendas com vales por usar, que é o máximo: use primeiro alguns.",
        "Deze portefeuille heeft {0} bestellingen met resterende cheques, meer kan niet: gebruik er eerst enkele."));

    public static readonly RefusalKind TooManyInValidation = new("too_many_in_validation", StatusCodes.Status409Conflict, new Text(
        "{0} services of this wallet wait for validation, which is the most.",
        "{0} prestations de ce portefeuille attendent une validation, soit le maximum.",
        "{0} serviços desta carteira aguardam validação, que é o máximo.",
        "{0} prestaties van deze portefeuille wachten op validatie, meer kan niet."));

    public static readonly RefusalKind TooManyWaiting = new("too_many_waiting", StatusCodes.Status409Conflict, new Text(
        "{0} services of this wallet wait for vouchers, which is the most: the user must order some first.",
        "{0} prestations de ce portefeuille attendent des titres, soit le maximum : l'utilisateur doit d'abord en commander.",
        "{0} serviços desta carteira aguardam vales, que é o máximo: o utilizador deve primeiro encomendar.",
        "{0} prestaties van deze portefeuille wachten op cheques, meer kan niet: de gebruiker moet er eerst bestellen."));

    public static readonly RefusalKind TooManyRounds = new("too_many_rounds", StatusCodes.Status409Conflict, new Text(
        "User and company have gone {0} rounds over this service: withdraw it and encode another.",
        "Utilisateur et entreprise en sont à {0} échanges sur cette prestation : retirez-la et encodez-en une autre.",
        "Utilizador e empresa já trocaram {0} vezes sobre este serviço: retire-o e registe outro.",
        "Gebruiker en onderneming zijn al {0} keer over deze prestatie gegaan: trek ze in en geef een nieuwe in."));

    public static readonly RefusalKind NoValue = new("voucher_value_needed", StatusCodes.Status422UnprocessableEntity, new Text(
        "Say what a voucher is worth: the settings have no value.",
        "Indiquez la valeur d'un titre : les paramètres n'en ont pas.",
        "Indique quanto vale um vale: as definições não têm valor.",
        "Geef aan wat een cheque waard is: de instellingen hebben geen waarde."));

    public static readonly RefusalKind Withdrawn = new("service_withdrawn", StatusCodes.Status409Conflict, new Text(
        "The company withdrew this service on {0}.",
        "L'entreprise a retiré cette prestation le {0}.",
        "A empresa retirou este serviço em {0}.",
        "De onderneming heeft deze prestatie ingetrokken op {0}."));

    public static readonly RefusalKind Confirmed = new("service_confirmed", StatusCodes.Status409Conflict, new Text(
        "The user confirmed this service on {0}.",
        "L'utilisateur a confirmé cette prestation le {0}.",
        "O utilizador confirmou este serviço em {0}.",
        "De gebruiker heeft deze prestatie bevestigd op {0}."));

    public static readonly RefusalKind Validated = new("service_validated", StatusCodes.Status409Conflict, new Text(
        "The company validated this service on {0}.",
        "L'entreprise a validé cette prestation le {0}.",
        "A empresa validou este serviço em {0}.",
        "De onderneming heeft deze prestatie gevalideerd op {0}."));

    public static readonly RefusalKind DelayEnded = new("delay_ended", StatusCodes.Status409Conflict, new Text(
        "The delay ended on {0}, and silence counted as a yes.",
        "Le délai a pris fin le {0}, et le silence a valu accord.",
        "O prazo terminou em {0}, e o silêncio valeu como um sim.",
        "De termijn liep af op {0}, en stilzwijgen gold als een ja."));

    public static readonly RefusalKind WaitsForCompany = new("contested_service", StatusCodes.Status409Conflict, new Text(
        "The user contested this service: the company must validate or correct it first.",
        "L'utilisateur a contesté cette prestation : l'entreprise doit d'abord la valider ou la corriger.",
        "O utilizador contestou este serviço: a empresa deve primeiro validá-lo ou corrigi-lo.",
        "De gebruiker heeft deze prestatie betwist: de onderneming moet ze eerst valideren of verbeteren."));

    public static readonly RefusalKind NothingCorrected = new("nothing_corrected", StatusCodes.Status422UnprocessableEntity, new Text(
        "The service says so already: validate it instead.",
        "La prestation le dit déjà : validez-la plutôt.",
        "O serviço já diz isso: valide-o em vez disso.",
        "De prestatie zegt dit al: valideer ze."));

    public static readonly RefusalKind VouchersAllocated = new("vouchers_allocated", StatusCodes.Status409Conflict, new Text(
        "{0} vouchers are allocated to this service: it cannot be withdrawn any more.",
        "{0} titres sont attribués à cette prestation : elle ne peut plus être retirée.",
        "{0} vales estão atribuídos a este serviço: já não pode ser retirado.",
        "{0} cheques zijn aan deze prestatie toegekend: ze kan niet meer worden ingetrokken."));

    public static readonly RefusalKind TooManyAbsences = new("too_many_absences", StatusCodes.Status409Conflict, new Text(
        "{0} absences are announced, which is the most.",
        "{0} absences sont annoncées, soit le maximum.",
        "{0} ausências estão anunciadas, que é o máximo.",
        "{0} afwezigheden zijn aangekondigd, meer kan niet."));

    /// <summary>A day as refusals say it.</summary>
    public static string Day(DateTimeOffset at, VoucherMoment moment) => moment.Calendar.Today(at).ToString("yyyy-MM-dd");
}
