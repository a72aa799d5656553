namespace Solde.Local.Hosting;

/// <summary>What the local host runs and how. Times are short in tests and as in Azure otherwise.</summary>
internal sealed record LocalHostOptions
{
    /// <summary>The folder with host.json, one folder a function with its function.json, and the executable.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>Where queues, large messages, timer states and orchestrations are kept.</summary>
    public required string StorageConnectionString { get; init; }

    /// <summary>Under which name timer states are kept. The name of the app's folder when null.</summary>
    public string? AppName { get; init; }

    /// <summary>The task hub, when it is to be another one than host.json names. Its table is named after it.</summary>
    public string? TaskHubName { get; init; }

    /// <summary>The port callers use; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The app's settings: its environment variables, and what <c>%Name%</c> in a binding stands for.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long an empty queue is left alone. A message that this host itself sends is seen at once.</summary>
    public TimeSpan QueuePollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a message stays hidden when its host dies; renewed while its call is under way.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a message is delivered before it becomes a dead letter.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How many messages of one queue are under way at once.</summary>
    public int MaxConcurrentCalls { get; init; } = 16;

    /// <summary>False leaves timers to <see cref="LocalHost.RunTimerAsync"/> and the admin endpoint.</summary>
    public bool RunTimers { get; init; } = true;

    /// <summary>How long a caller waits for an HTTP answer, as Azure's front end waits.</summary>
    public TimeSpan HttpAnswerLimit { get; init; } = TimeSpan.FromSeconds(230);

    /// <summary>How long the app may take to answer its first request.</summary>
    public TimeSpan AppStartLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long calls under way may take once the host stops, and the app after its SIGTERM.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Each line of the app's output and each thing the host has to say.</summary>
    public Action<string> AppOutput { get; init; } = _ => { };

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
