using Azure;

namespace Solde.Local.Hosting;

/// <summary>Tells what the storage says, or fails to say, from a bug of ours.</summary>
internal static class StorageOutage
{
    // The pipeline reports several failed attempts as one AggregateException, and its own time-out as a cancellation.
    public static bool Is(Exception exception) => exception switch
    {
        RequestFailedException or TaskCanceledException => true,
        AggregateException several => several.InnerExceptions.All(Is),
        _ => false,
    };
}
