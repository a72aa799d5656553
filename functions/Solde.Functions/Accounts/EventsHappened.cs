using System.Text.Json.Serialization;

namespace Solde.Functions.Accounts;

/// <summary>
/// To <see cref="Queues.Partners"/>: what a change did that partners may want to know (PAY-16). Any area may tell events by this message;
/// it is one outbox row in the change's own transaction.
/// </summary>
/// <param name="Change">Names the change, in the organisation: with an event's place in the list it makes the event's id.</param>
internal sealed record EventsHappened(string Organisation, string Change, IReadOnlyList<HappenedEvent> Events);

/// <param name="Type">Such as <c>payment.recorded</c>; never changed once partners know it.</param>
internal sealed record HappenedEvent(string Type, EventSubject About);

/// <summary>The documents that an event is about. Ids only: a partner reads the rest through the API, as it is by then.</summary>
internal sealed record EventSubject(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Account = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Invoice = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Payment = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refund = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Part = null);
