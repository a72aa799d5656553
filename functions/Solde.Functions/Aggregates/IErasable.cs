namespace Solde.Functions.Aggregates;

/// <summary>An aggregate that says something of people, which must not be kept for ever.</summary>
public interface IErasable<TSelf> : IAggregate<TSelf>
    where TSelf : class, IErasable<TSelf>
{
    /// <summary>Of every row that lies among its open and settled ones, but for journal, outbox and kept answers.</summary>
    static abstract DocumentTypes Documents { get; }

    /// <summary>Nothing of it is under way, owed or waited for; seen from its open rows.</summary>
    bool IsAtRest { get; }

    /// <summary>It is part of the books, which the law wants kept for years, however small the part.</summary>
    bool IsOfBooks { get; }
}
