using Solde.Functions.Api;

namespace Solde.Functions.Aggregates;

/// <summary>
/// Others changed the aggregate each time this command was about to: nothing was done, and it may be tried again. An
/// exception and not a refusal, so that no message handler takes it for an answer.
/// </summary>
public sealed class AggregateBusyException : OutageException
{
    public AggregateBusyException()
        : base("Too many changes were made at once.")
    {
    }

    public AggregateBusyException(string message)
        : base(message)
    {
    }

    public AggregateBusyException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public override RefusalKind Refusal => CommonRefusals.Busy;
}
