using Azure;

namespace Solde.Platform.Storage;

/// <summary>A transaction was refused and nothing of it was stored. <c>Status</c> and <c>ErrorCode</c> are those of the failed action.</summary>
public sealed class TableTransactionFailedException : RequestFailedException
{
    internal TableTransactionFailedException(int status, string message, string? errorCode, int? failedTransactionActionIndex)
        : base(status, message, errorCode, innerException: null)
    {
        FailedTransactionActionIndex = failedTransactionActionIndex;
    }

    /// <summary>Which action was refused, counted from 0; null when storage did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
