using Solde.Functions.Api;

namespace Solde.Functions.Operations;

/// <param name="Status">Always <c>up</c>: whoever is not does not answer so.</param>
internal sealed record HealthView(string Status)
{
    public static readonly HealthView Up = new("up");
}

/// <summary>Whether the process lives. A restart is the answer to a no, so it must not depend on anybody else.</summary>
internal static class ShowHealth
{
    private static readonly Answer Up = Answer.Ok(HealthView.Up, OperationsJson.Default.HealthView);

    public static Answer Handle() => Up;
}

/// <summary>Whether calls may be sent here: storage answers. Nothing is told beyond that, for everybody may ask.</summary>
internal static class ShowReadiness
{
    public static async Task<Answer> Handle(Readiness readiness, CancellationToken cancellation) => await readiness.IsReadyAsync(cancellation)
        ? Answer.Ok(HealthView.Up, OperationsJson.Default.HealthView)
        : CommonRefusals.Unavailable;
}
