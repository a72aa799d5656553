namespace Solde.Functions.Vouchers;

/// <summary>The states of a single voucher (VOU-01), read off its lot and its service's parts.</summary>
internal static class VoucherStates
{
    public const string Available = "available";
    public const string Allocated = "allocated";
    public const string ReimbursementAsked = "reimbursement_asked";
    public const string Reimbursed = "reimbursed";
    public const string Expired = "expired";

    public static readonly IReadOnlyList<string> All = [Available, Allocated, ReimbursementAsked, Reimbursed, Expired];

    public static string Of(Part part) => part switch
    {
        { ReimbursedAt: not null } => Reimbursed,
        { AskedAt: not null } => ReimbursementAsked,
        _ => Allocated,
    };
}
