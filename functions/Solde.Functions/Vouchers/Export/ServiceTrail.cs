namespace Solde.Functions.Vouchers;

/// <summary>
/// What happened to a service's vouchers, oldest first: an event for each allocation, request and reimbursement, with the status that
/// the service had after it (VOU-09). Read off the parts alone. Pure.
/// </summary>
internal static class ServiceTrail
{
    public static IReadOnlyList<TrailEvent> Of(Service service)
    {
        var moves = service.Parts.SelectMany(Moves).OrderBy(move => move.At).ThenBy(move => move.Rank).ThenBy(move => move.Part.Number);
        var then = service with { Parts = [] };
        var events = new List<TrailEvent>();
        // A remittance asks for several parts at once, and the issuer pays them at once: that is one event.
        foreach (var group in moves.GroupBy(move => (move.At, move.Rank, Name: move.Rank == 0 ? $"{move.Part.Number}" : move.Part.AskedIn)))
        {
            foreach (var move in group)
                then = then with { Parts = [.. then.Parts.Where(part => part.Number != move.Part.Number), move.After] };
            then = then with { Parts = [.. then.Parts.OrderBy(part => part.Number)] };
            var first = group.First();
            VoucherRun[] vouchers = [.. group.SelectMany(move => move.Part.Vouchers)];
            events.Add(new TrailEvent(first.Kind, first.At, first.On, first.After.AskedIn, vouchers, ServiceStatus.Of(then)));
        }
        return events;
    }

    private static IEnumerable<Move> Moves(Part part)
    {
        var allocated = part with { AskedIn = null, AskedAt = null, ReimbursedAt = null, ReimbursedOn = null };
        yield return new Move(TrailEvents.Allocated, 0, part.At, null, part, allocated);
        if (part.AskedAt is not { } askedAt)
            yield break;
        // Two machines' clocks may differ a little: nothing is asked for before it is allocated.
        var asked = askedAt < part.At ? part.At : askedAt;
        yield return new Move(TrailEvents.Asked, 1, asked, null, part, part with { ReimbursedAt = null, ReimbursedOn = null });
        if (part.ReimbursedAt is { } reimbursedAt)
            yield return new Move(TrailEvents.Reimbursed, 2, reimbursedAt < asked ? asked : reimbursedAt, part.ReimbursedOn, part, part);
    }

    private sealed record Move(string Kind, int Rank, DateTimeOffset At, DateOnly? On, Part Part, Part After);
}

/// <param name="Kind">See <see cref="TrailEvents"/>.</param>
/// <param name="On">The day on which money moved, where it is not that of <paramref name="At"/>.</param>
/// <param name="Remittance">Null for an allocation.</param>
internal sealed record TrailEvent(
    string Kind, DateTimeOffset At, DateOnly? On, string? Remittance, IReadOnlyList<VoucherRun> Vouchers, ServiceStatus Status);

internal static class TrailEvents
{
    public const string Allocated = "allocated";
    public const string Asked = "reimbursement_asked";
    public const string Reimbursed = "reimbursed";
}
