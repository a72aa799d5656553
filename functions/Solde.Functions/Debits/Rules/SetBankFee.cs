using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Whether a quota pays the group's bank fee for each collection (DEB-11).</summary>
internal static class SetBankFee
{
    public const string Charged = "charged";
    public const string NotCharged = "not_charged";

    private static readonly Text Needed = new("is needed", "est requis", "é obrigatório", "is verplicht");

    public sealed record Request(bool? IsCharged, string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        if (request.IsCharged is null)
            errors.Add("isCharged", Needed);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here) =>
        RuleChange.Set(quota, RuleKinds.BankFee, RuleValue.Of(request.IsCharged == true ? Charged : NotCharged), request, here);
}
