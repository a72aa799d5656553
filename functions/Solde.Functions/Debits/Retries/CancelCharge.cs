using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Takes back a charge of which nothing has arrived: nothing is asked for any more, and the books say so.</summary>
internal static class CancelCharge
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string group, string quota, string month, Request request, Command command, ChargeCommands charges)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        return await charges.ChangeAsync(group, quota, month, command, "ChargeCancelled", request.Reason!, Decide);
    }

    internal static (Charge? After, Refusal? Refusal) Decide(Charge charge)
    {
        if (charge.State == ChargeStates.Cancelled && charge.RetryOn is null)
            return (charge, null);
        if (!charge.Paid.IsZero || !Outlets.HasFiles(charge.Tries[0].Outlet))
            return (null, DebitRefusals.ChargeState.With(charge.State));
        return (charge with { State = ChargeStates.Cancelled, RetryOn = null }, null);
    }
}
