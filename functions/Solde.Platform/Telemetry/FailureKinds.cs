using System.Text.Json;
using Azure;

namespace Solde.Platform.Telemetry;

/// <summary>An exception that says a service did not answer: what was asked may be asked again.</summary>
public interface IOutage;

/// <summary>How an invocation ended, in the words of the meters.</summary>
public static class FailureKinds
{
    public const string Done = "done";

    /// <summary>An expected no: a 4xx.</summary>
    public const string Refused = "refused";

    /// <summary>A service did not answer; retry or redelivery handles it.</summary>
    public const string Outage = "outage";

    /// <summary>A message or call that cannot be read: it fails as often as it is delivered.</summary>
    public const string Unreadable = "unreadable";

    public const string Bug = "bug";

    public static string Of(int status) => status switch
    {
        < 400 => Done,
        < 500 => Refused,
        502 or 503 or 504 => Outage,
        _ => Bug,
    };

    public static string Of(Exception failure) => failure switch
    {
        IOutage or HttpRequestException or TimeoutException or IOException or OperationCanceledException => Outage,
        RequestFailedException storage => storage.Status is 0 or 408 or 412 or 429 or >= 500 ? Outage : Bug,
        // The storage pipeline's word when several tries failed.
        AggregateException tries => tries.InnerExceptions.All(one => Of(one) == Outage) ? Outage : Bug,
        JsonException or FormatException or NotSupportedException => Unreadable,
        _ => Bug,
    };
}
