using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>A service as user and company both see it: how many vouchers it has and how many are missing (VOU-05).</summary>
/// <param name="State">See <see cref="ServiceStates"/>.</param>
/// <param name="User">The user's side of the validation.</param>
/// <param name="Validation">The company's.</param>
/// <param name="Rounds">Who did what, when and why, oldest first.</param>
/// <param name="Parts">Every allocation, oldest first.</param>
internal sealed record ServiceView(
    string Id,
    string Company,
    Worker? Worker,
    DateOnly PerformedOn,
    int Vouchers,
    int Allocated,
    int Missing,
    string State,
    string EncodedBy,
    DateTimeOffset EncodedAt,
    DateTimeOffset? ReadyAt,
    SideView User,
    SideView Validation,
    IReadOnlyList<Round> Rounds,
    IReadOnlyList<PartView> Parts)
{
    public static ServiceView Of(Service service) => new(
        service.Id,
        service.Company,
        service.Worker,
        service.PerformedOn,
        service.Vouchers,
        service.Allocated,
        service.Missing,
        service.State,
        service.EncodedBy,
        service.EncodedAt,
        service.ReadyAt,
        SideView.Of(service, service.User),
        SideView.Of(service, service.CompanySide),
        service.Rounds,
        [.. service.Parts.Select(PartView.Of)]);
}

/// <param name="State">See <see cref="SideStates"/>.</param>
/// <param name="SilenceCountsFrom">From this instant on silence is a yes; null where it never is, or the delay has not begun.</param>
internal sealed record SideView(string State, DateTimeOffset? At, bool BySilence, DateTimeOffset? SilenceCountsFrom)
{
    public static SideView Of(Service service, Side side) => new(
        side.State, side.At, side.BySilence, service.IsInValidation && service.SilenceCounts && side.IsPending ? side.By : null);
}

internal sealed record PartView(
    int Number,
    DateTimeOffset At,
    int Count,
    Money Amount,
    IReadOnlyList<RunView> Vouchers,
    string State,
    string? Remittance,
    DateTimeOffset? AskedAt,
    DateTimeOffset? ReimbursedAt,
    DateOnly? ReimbursedOn)
{
    public static PartView Of(Part part) => new(
        part.Number,
        part.At,
        part.Count,
        part.Amount,
        [.. part.Vouchers.Select(RunView.Of)],
        VoucherStates.Of(part),
        part.AskedIn,
        part.AskedAt,
        part.ReimbursedAt,
        part.ReimbursedOn);
}

/// <summary>Vouchers with consecutive numbers.</summary>
internal sealed record RunView(string First, string Last, int Count, Money Value, DateOnly ExpiresOn)
{
    public static RunView Of(VoucherRun run) => new(
        Lot.NumberText(run.From), Lot.NumberText(run.Last), run.Count, run.Value, run.ExpiresOn);
}
