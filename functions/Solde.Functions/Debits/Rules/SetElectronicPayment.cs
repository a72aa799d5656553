using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Pays a quota electronically: by a card on file or by an instant transfer that is asked for (DEB-07).</summary>
internal static class SetElectronicPayment
{
    public const string Card = "card";
    public const string Instant = "instant";

    /// <param name="Method"><c>card</c> or <c>instant</c>.</param>
    /// <param name="PaymentMethod">Of a card: the id of the saved payment method.</param>
    public sealed record Request(
        string? Method, string? Reason, string? PaymentMethod = null, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.OneOf("method", request.Method, [Card, Instant]);
        errors.Id("paymentMethod", request.PaymentMethod, needed: request.Method == Card);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here)
    {
        var value = RuleValue.Of(request.Method!) with { PaymentMethod = request.Method == Card ? request.PaymentMethod : null };
        return RuleChange.Set(quota, RuleKinds.ElectronicPayment, value, request, here);
    }
}
