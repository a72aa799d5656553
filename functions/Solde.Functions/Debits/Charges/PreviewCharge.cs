using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>What the month's run would do with one quota, by the rule that the run itself asks (DEB-16). Nothing is written.</summary>
internal static class PreviewCharge
{
    /// <summary>Stands where a charge names its run.</summary>
    private const string NoRun = "preview";

    public static async Task<Answer> Handle(string group, string quota, string month, Command command, RuleDesk desk, ChargeStore charges)
    {
        if (!DebitMonth.IsMonth(month) || await desk.FindAsync(group, quota, command) is not { } found)
            return CommonRefusals.NotFound;
        var known = await charges.FindAsync(command.Organisation, month, group, quota, command.CancellationToken);
        var verdict = ChargeRule.Of(found.Quota, found.Here, month, NoRun);
        return Answer.Ok(ChargePreview.Of(known is not null, verdict, command.Language), DebitsJson.Default.ChargePreview);
    }
}

/// <param name="IsCharged">The quota has its charge of the month: a run changes nothing of it any more.</param>
/// <param name="Charge">As it would be made by the rules of today; null where it would be left out.</param>
/// <param name="LeftOut">Why there would be none.</param>
internal sealed record ChargePreview(bool IsCharged, ChargeView? Charge, LeftOutReason? LeftOut)
{
    public static ChargePreview Of(bool isCharged, ChargeVerdict verdict, string language) => new(
        isCharged,
        verdict.Charge is { } charge ? ChargeView.Of(charge, language) : null,
        verdict.LeftOut is { } reason ? new LeftOutReason(reason, LeftOutReasons.All[reason].In(language)) : null);
}

/// <param name="Reason">One of <see cref="LeftOutReasons"/>.</param>
internal sealed record LeftOutReason(string Reason, string Meaning);
