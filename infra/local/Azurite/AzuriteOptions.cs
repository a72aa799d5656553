namespace Solde.Local.Azurite;

/// <summary>Where Azurite keeps its data and listens. It listens on loopback only.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Needed unless <see cref="InMemory"/>. Data of another Azurite version may keep it from starting.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>0, as with the other two, is any free port.</summary>
    public int BlobPort { get; init; }

    public int QueuePort { get; init; }

    public int TablePort { get; init; }

    /// <summary>Nothing touches the disk and nothing remains: what tests want.</summary>
    public bool InMemory { get; init; }

    /// <summary>False starts it as it comes from npm: slow with large tables, and what a test compares with.</summary>
    public bool WithLookups { get; init; } = true;
}
