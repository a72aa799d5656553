using Wire = Solde.Platform.Durable.Protocol;

namespace Solde.Platform.Durable;

/// <summary>A failure as the history keeps it.</summary>
/// <param name="IsNonRetriable">No attempt can change it: a retry policy ends at once.</param>
public sealed record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, bool IsNonRetriable = false)
{
    internal static TaskFailureDetails Of(Exception exception) => exception is TaskFailedException failed
        ? new(Type(failed), failed.Message, failed.StackTrace, failed.FailureDetails)
        : new(
            Type(exception),
            exception.Message,
            exception.StackTrace,
            exception.InnerException is { } inner ? Of(inner) : null,
            exception is NonDeterministicOrchestrationException);

    internal static TaskFailureDetails Of(Wire.TaskFailureDetails? wire) => wire is null
        ? new("Unknown", "The failure was recorded without details.", StackTrace: null, InnerFailure: null)
        : new(
            wire.ErrorType,
            wire.ErrorMessage,
            wire.StackTrace,
            wire.InnerFailure is null ? null : Of(wire.InnerFailure),
            wire.IsNonRetriable);

    internal Wire.TaskFailureDetails ToWire() => new()
    {
        ErrorType = ErrorType,
        ErrorMessage = ErrorMessage,
        StackTrace = StackTrace,
        InnerFailure = InnerFailure?.ToWire(),
        IsNonRetriable = IsNonRetriable,
    };

    private static string Type(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;
}
