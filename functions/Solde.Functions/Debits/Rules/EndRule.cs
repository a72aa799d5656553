using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>
/// Ends a period of a rule with a day, or removes it whole; what it said before stays in the history. A reason may name people, so it
/// travels in a body and not in an address (COM-12).
/// </summary>
internal static class EndRule
{
    private static readonly Text Needed = new("is needed", "est requis", "é obrigatório", "is verplicht");

    /// <param name="LastDay">The last day that counts.</param>
    public sealed record Request(DateOnly? LastDay, string? Reason);

    public sealed record RemovalRequest(string? Reason);

    public static Task<Answer> Handle(
        string group, string quota, string rule, string period, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Day("lastDay", request.LastDay);
        if (request.LastDay is null)
            errors.Add("lastDay", Needed);
        return EndAsync(group, quota, rule, period, request.LastDay, request.Reason, errors, command, desk);
    }

    public static Task<Answer> HandleRemoval(
        string group, string quota, string rule, string period, RemovalRequest request, Command command, RuleDesk desk) =>
        EndAsync(group, quota, rule, period, null, request.Reason, new FieldErrors(), command, desk);

    private static async Task<Answer> EndAsync(
        string group,
        string quota,
        string rule,
        string period,
        DateOnly? lastDay,
        string? reason,
        FieldErrors errors,
        Command command,
        RuleDesk desk)
    {
        if (RuleKinds.Find(rule) is not { } kind || !int.TryParse(period, out var number))
            return CommonRefusals.NotFound;
        errors.Text("reason", reason, FieldErrors.NoteLength, needed: false);
        return await desk.ChangeAsync(
            group, quota, command, errors, (current, here) => RuleChange.End(current, kind, number, lastDay, reason, here));
    }
}
