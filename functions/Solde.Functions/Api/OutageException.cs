using Solde.Platform.Telemetry;

namespace Solde.Functions.Api;

/// <summary>A service we need did not answer usably. The edge says so (503), a queue delivers its message again.</summary>
public abstract class OutageException : Exception, IOutage
{
    /// <summary>What a caller is told.</summary>
    public virtual RefusalKind Refusal => CommonRefusals.Unavailable;

    protected OutageException()
    {
    }

    protected OutageException(string message)
        : base(message)
    {
    }

    protected OutageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
