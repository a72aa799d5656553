namespace Solde.Local.Hosting;

/// <summary>Counts calls under way, so that "idle" can be told from "between two steps".</summary>
internal sealed class UnderWay
{
    private long begun;
    private long ended;

    /// <summary>How many have ever begun: when it stands still, nothing happened in between.</summary>
    public long Begun => Interlocked.Read(ref begun);

    // "ended" is read first: a call that ends in between then counts as under way, never the other way round.
    public bool None
    {
        get
        {
            var finished = Interlocked.Read(ref ended);
            return finished == Interlocked.Read(ref begun);
        }
    }

    public Call Begin()
    {
        Interlocked.Increment(ref begun);
        return new Call(this);
    }

    internal sealed class Call(UnderWay owner) : IDisposable
    {
        public void Dispose() => Interlocked.Increment(ref owner.ended);
    }
}
