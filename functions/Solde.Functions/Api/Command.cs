using Solde.Platform.Durable;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;
using Solde.Platform.Telemetry;

namespace Solde.Functions.Api;

/// <summary>Who asks, in whose name and under which key: what every operation needs to know of its caller.</summary>
public sealed record Command
{
    /// <summary>Nothing outside this organisation can be read or changed by the command (COM-01).</summary>
    public required string Organisation { get; init; }

    /// <summary>The API key, message or timer behind the command, for the journal. Never a person's name or address.</summary>
    public required string Actor { get; init; }

    /// <summary>The language asked for, the organisation's where the caller asks for none.</summary>
    public string Language { get; init; } = Api.Language.Default;

    /// <summary>Null where the caller gave none; required on calls that move money.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>A digest of method, path and body: the same key with another one is refused.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The ETag of <c>If-Match</c>, null where there is none or it is <c>*</c>.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The message that is being handled, if one is: it is not sent again as something left behind.</summary>
    public string? Handles { get; init; }

    /// <summary>
    /// A message that was not delivered before: no earlier delivery can have died between its commit and its sending. False where nobody knows.
    /// </summary>
    public bool IsFirstDelivery { get; init; }

    public required OutgoingMessages Outgoing { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    /// <summary>For messages: they carry no API key, their effect is idempotent by itself.</summary>
    public static Command Of(string organisation, string actor, MessageContext context) => new()
    {
        Organisation = Noted(organisation, context.Services),
        Actor = actor,
        Handles = context.MessageId,
        IsFirstDelivery = context.DeliveryCount == 1,
        Outgoing = context.Outgoing,
        CancellationToken = context.CancellationToken,
    };

    /// <summary>For a workflow's steps: each may run again, their effect is idempotent by itself.</summary>
    public static Command Of(string organisation, string actor, TaskActivityContext context) => new()
    {
        Organisation = Noted(organisation, context.Services),
        Actor = actor,
        Outgoing = context.Outgoing,
        CancellationToken = context.CancellationToken,
    };

    /// <summary>Endpoints take it as a parameter; access control has put it there.</summary>
    public static ValueTask<Command?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Command>());

    /// <summary>For spans and logs of what follows.</summary>
    private static string Noted(string organisation, IServiceProvider services)
    {
        services.GetRequiredService<Invocation>().Concerns("organisation", organisation);
        return organisation;
    }
}
