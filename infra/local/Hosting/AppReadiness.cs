namespace Solde.Local.Hosting;

/// <summary>Asks the app whether it is there as the Functions host does: <c>GET /</c>, and any HTTP answer at all will do.</summary>
internal static class AppReadiness
{
    private static readonly TimeSpan BetweenPolls = TimeSpan.FromMilliseconds(25);

    // How long a living app may be too busy to answer a request that asks for nothing.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    // Each question on a connection of its own: an old one can tell of a process that is dead by now.
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    /// <exception cref="InvalidOperationException">The app ended, or the time is over, before it answered.</exception>
    public static async Task WaitAsync(AppProcess app, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeIsOver = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeIsOver.CancelAfter(limit);
        try
        {
            while (!await AnswersAsync(app, timeIsOver.Token))
            {
                if (app.Exited.IsCompleted)
                    throw new InvalidOperationException($"The app ended with code {await app.Exited} before its first answer.");
                await Task.Delay(BetweenPolls, timeIsOver.Token);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The app did not answer GET / at {app.Address} within {limit.TotalSeconds} s.", exception);
        }
    }

    /// <summary>True when the process is dead or about to be; one that is merely slow is alive.</summary>
    public static async Task<bool> IsGoneAsync(AppProcess app)
    {
        using var timeIsOver = new CancellationTokenSource(LongestAnswer);
        try
        {
            return !await AnswersAsync(app, timeIsOver.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(AppProcess app, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync(app.Address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
