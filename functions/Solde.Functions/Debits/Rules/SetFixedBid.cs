using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>A period in which a quota takes part with an automatic fixed bid; one that meets another is refused (DEB-09).</summary>
internal static class SetFixedBid
{
    public const string TakesPart = "takes_part";

    public sealed record Request(string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here) =>
        RuleChange.Set(quota, RuleKinds.FixedBid, RuleValue.Of(TakesPart), request, here);
}
