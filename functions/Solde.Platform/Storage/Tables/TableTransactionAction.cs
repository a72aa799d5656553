using Azure;

namespace Solde.Platform.Storage;

public enum TableTransactionActionType
{
    Add,
    UpdateMerge,
    UpdateReplace,
    Delete,
    UpsertMerge,
    UpsertReplace,
}

/// <summary>How an update treats properties that it does not name.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay as they are.</summary>
    Merge,

    /// <summary>They are removed.</summary>
    Replace,
}

/// <summary>One row's part in a transaction.</summary>
/// <param name="ActionType">What is done to the row.</param>
/// <param name="Entity">The row. For a delete only its keys count.</param>
/// <param name="ETag">
/// For updates and deletes: the version that must still be the stored one, else the whole transaction is refused with
/// UpdateConditionNotSatisfied; <c>ETag.All</c> takes any version. It must be given: the entity's own ETag is not used, so that
/// nobody gets an unconditional write without saying so. For adds and upserts it must be left out.
/// </param>
public sealed record TableTransactionAction(TableTransactionActionType ActionType, TableEntity Entity, ETag ETag = default)
{
    internal bool IsConditional =>
        ActionType is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete;
}
