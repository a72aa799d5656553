using Solde.Functions.Api;

namespace Solde.Functions.Payments;

/// <summary>Events of the provider that fit nothing known here, oldest first.</summary>
internal static class ListUnmatchedEvents
{
    /// <param name="Event">The provider's id of the event.</param>
    /// <param name="Object">The provider's id of what it is about.</param>
    public sealed record Item(string Event, string Type, string? Object, DateTimeOffset At, string Why);

    public static Task<Answer> Handle(string? cursor, int? limit, Command command, UnmatchedEvents events) =>
        PageAsync(command.Organisation, cursor, limit, command, events);

    /// <summary>Those that name no organisation, for the operator.</summary>
    public static Task<Answer> HandleOfNobody(string? cursor, int? limit, Command command, UnmatchedEvents events) =>
        PageAsync(UnmatchedEvents.OfNobody, cursor, limit, command, events);

    private static async Task<Answer> PageAsync(string organisation, string? cursor, int? limit, Command command, UnmatchedEvents events)
    {
        var errors = new FieldErrors();
        var (after, size) = Cursor.Read(cursor, limit, errors);
        return errors.Any
            ? errors.ToRefusal()
            : Cursor.Answer(
                await events.PageAsync(organisation, after, size, command.CancellationToken),
                PaymentsJson.Default.PageListUnmatchedEventsItem);
    }
}
