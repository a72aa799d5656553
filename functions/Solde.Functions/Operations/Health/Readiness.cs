using Azure;
using Solde.Functions.Organisations;
using Solde.Platform.Storage;
using Solde.Platform.Telemetry;

namespace Solde.Functions.Operations;

/// <summary>
/// Asks storage for a row that is not there. The answer holds for some seconds: anybody may ask as often as he likes, and each look is
/// paid for.
/// </summary>
internal sealed partial class Readiness(TableServiceClient tables, TimeProvider clock, ILogger<Readiness> log) : IDisposable
{
    public static readonly TimeSpan Holds = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _looking = new(1);
    private (bool IsReady, DateTimeOffset Until) _last;

    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        await _looking.WaitAsync(cancellation);
        try
        {
            if (clock.GetUtcNow() >= _last.Until)
                _last = (await LookAsync(cancellation), clock.GetUtcNow() + Holds);
            return _last.IsReady;
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    private async Task<bool> LookAsync(CancellationToken cancellation)
    {
        // By the wall and not by the app's clock: it is a caller who waits.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await tables.GetTableClient(Organisation.Table).GetEntityIfExistsAsync("health", "health", patience.Token);
            return true;
        }
        catch (Exception outage) when (outage is RequestFailedException or AggregateException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            LogNotReady(log, PersonalData.Without(outage));
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Not ready, storage does not answer: {Failure}")]
    private static partial void LogNotReady(ILogger log, string failure);
}
