using System.Diagnostics;

namespace Solde.Platform.Telemetry;

/// <summary>
/// Where spans come from, one source a layer. While nobody listens no span is made and nothing is carried: a call costs a look at a field.
/// </summary>
public static class Traces
{
    /// <summary>What a listener asks for to get them all.</summary>
    public const string All = "Solde.*";

    /// <summary>One span an invocation: HTTP calls, messages, timers, turns and steps of workflows.</summary>
    public static readonly ActivitySource Functions = new("Solde.Functions");

    /// <summary>One span a storage operation, with its retries.</summary>
    public static readonly ActivitySource Storage = new("Solde.Storage");

    /// <summary>One span a call to somebody else: the provider, the task hub, partners, mail.</summary>
    public static readonly ActivitySource Calls = new("Solde.Calls");

    /// <summary>A span's end in a failure, by its kind alone: messages of exceptions may hold personal data (COM-12).</summary>
    public static void Fail(this Activity? span, Exception failure)
    {
        span?.SetTag("error.type", failure.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
