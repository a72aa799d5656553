namespace Solde.Platform.Storage;

/// <summary>The error codes of the blob service that callers decide by.</summary>
public static class BlobErrorCode
{
    public const string BlobAlreadyExists = "BlobAlreadyExists";
    public const string BlobNotFound = "BlobNotFound";
    public const string ConditionNotMet = "ConditionNotMet";
    public const string ContainerAlreadyExists = "ContainerAlreadyExists";
    public const string ContainerBeingDeleted = "ContainerBeingDeleted";
    public const string ContainerNotFound = "ContainerNotFound";
    public const string LeaseAlreadyPresent = "LeaseAlreadyPresent";
    public const string LeaseIdMismatchWithLeaseOperation = "LeaseIdMismatchWithLeaseOperation";
    public const string LeaseIdMissing = "LeaseIdMissing";
}
