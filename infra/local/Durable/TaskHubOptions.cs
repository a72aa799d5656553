using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>What a task hub works on and with.</summary>
internal sealed record TaskHubOptions
{
    public required StorageAccount Account { get; init; }

    public required IDurableFunctions Functions { get; init; }

    /// <summary>Letters and digits: the hub's table is called <c>{TablePrefix}{Name}Instances</c>.</summary>
    public string Name { get; init; } = "hub";

    public string TablePrefix { get; init; } = "";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many orchestrators are called at once.</summary>
    public int MaxConcurrentTurns { get; init; } = 8;

    /// <summary>How many activities are called at once.</summary>
    public int MaxConcurrentActivities { get; init; } = 16;

    /// <summary>What went wrong and is tried again.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
