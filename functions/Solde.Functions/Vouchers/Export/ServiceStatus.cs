using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>
/// A service's status as exports and dashboards say it: a code, with a label in each language (VOU-08). The issuer's are 16 to 19, and
/// he labels three of them alike; those below are our own. It follows from the service's trail alone: nothing keeps it.
/// </summary>
internal sealed record ServiceStatus(int Code, string State, string Meaning, Text Label)
{
    public static readonly ServiceStatus ToValidate = new(
        1, ServiceStates.ToValidate, "neither side is done", new("To validate", "À valider", "A validar", "Te valideren"));

    public static readonly ServiceStatus Confirmed = new(
        2,
        ServiceStates.Confirmed,
        "the user confirmed, the company has not validated",
        new("Confirmed", "Confirmée", "Confirmado", "Bevestigd"));

    public static readonly ServiceStatus Validated = new(
        3,
        ServiceStates.Validated,
        "the company validated, the user has not confirmed",
        new("Validated", "Validée", "Validado", "Gevalideerd"));

    public static readonly ServiceStatus Contested = new(
        4, ServiceStates.Contested, "the user contested", new("Contested", "Contestée", "Contestado", "Betwist"));

    public static readonly ServiceStatus Corrected = new(
        5,
        ServiceStates.Corrected,
        "the company corrected, the user must confirm again",
        new("Corrected", "Corrigée", "Corrigido", "Verbeterd"));

    public static readonly ServiceStatus Waiting = new(
        6, ServiceStates.Waiting, "both sides are done, no voucher is there", new("Waiting", "En attente", "Em espera", "In afwachting"));

    public static readonly ServiceStatus Allocated = new(
        7, ServiceStates.Allocated, "all vouchers allocated at once", new("Allocated", "Attribuée", "Atribuído", "Toegekend"));

    public static readonly ServiceStatus Asked = new(
        8,
        ServiceStates.Allocated,
        "reimbursement asked for all vouchers",
        new("Reimbursement asked", "Remboursement demandé", "Reembolso pedido", "Terugbetaling gevraagd"));

    public static readonly ServiceStatus Reimbursed = new(
        9, ServiceStates.Allocated, "all vouchers reimbursed", new("Reimbursed", "Remboursée", "Reembolsado", "Terugbetaald"));

    public static readonly ServiceStatus Withdrawn = new(
        10, ServiceStates.Withdrawn, "the company withdrew it", new("Withdrawn", "Retirée", "Retirado", "Ingetrokken"));

    private static readonly Text Partially = new(
        "Partially allocated", "Partiellement attribuée", "Parcialmente atribuído", "Gedeeltelijk toegekend");

    public static readonly ServiceStatus FirstPart = new(
        16, ServiceStates.PartiallyAllocated, "a first part of the vouchers allocated", Partially);

    public static readonly ServiceStatus PartAsked = new(
        17,
        ServiceStates.PartiallyAllocated,
        "reimbursement asked for all that is allocated so far",
        new("Partially reimbursed", "Partiellement remboursée", "Parcialmente reembolsado", "Gedeeltelijk terugbetaald"));

    public static readonly ServiceStatus MoreAdded = new(
        18, ServiceStates.PartiallyAllocated, "more vouchers added, still not complete", Partially);

    public static readonly ServiceStatus LastAdded = new(
        19, ServiceStates.Allocated, "the last voucher added: complete, in several parts", Partially);

    public static readonly IReadOnlyList<ServiceStatus> All =
    [
        ToValidate, Confirmed, Validated, Contested, Corrected, Waiting, Allocated, Asked, Reimbursed, Withdrawn,
        FirstPart, PartAsked, MoreAdded, LastAdded,
    ];

    public static ServiceStatus Of(Service service) => ServiceStates.Of(service) switch
    {
        ServiceStates.PartiallyAllocated when !service.PartsToAsk.Any() => PartAsked,
        ServiceStates.PartiallyAllocated => service.Parts.Count == 1 ? FirstPart : MoreAdded,
        ServiceStates.Allocated when service.IsOver => Reimbursed,
        ServiceStates.Allocated when !service.PartsToAsk.Any() => Asked,
        ServiceStates.Allocated => service.Parts.Count == 1 ? Allocated : LastAdded,
        var state => All.First(status => status.State == state),
    };

    public static ServiceStatus OfCode(int code) => All.First(status => status.Code == code);
}

/// <summary>As the API shows it, in the language asked for.</summary>
internal sealed record StatusView(int Code, string Label)
{
    public static StatusView Of(ServiceStatus status, string language) => new(status.Code, status.Label.In(language));
}
