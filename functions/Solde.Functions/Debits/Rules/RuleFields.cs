using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class RuleFields
{
    /// <summary>Whether there is a reason, and one of the list, is for the rule to say: it comes after "there is no such quota".</summary>
    public static void Check(IRuleRequest request, FieldErrors errors)
    {
        errors.Day("from", request.From);
        errors.Day("to", request.To);
        errors.Text("reason", request.Reason, FieldErrors.NoteLength, needed: false);
    }
}
