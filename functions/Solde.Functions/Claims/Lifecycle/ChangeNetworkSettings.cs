using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>Changes how long is waited. A file that waits already takes the new times when it moves next, or is reminded of.</summary>
internal static class ChangeNetworkSettings
{
    private const int MaxDays = 365;

    private static readonly Text BadDays = new(
        "must be from 1 to {0}", "doit être de 1 à {0}", "deve ser de 1 a {0}", "moet van 1 tot {0} zijn");

    public sealed record Request(int? NoticeDays, int? AnswerDays, int? PaymentDays, int? EscalationDays);

    public static async Task<Answer> Handle(
        string network, Request request, Command command, AggregateStore<NetworkSettings> settings)
    {
        if (ClaimNetworks.Find(network) is null)
            return CommonRefusals.NotFound;
        var errors = new FieldErrors();
        Check("noticeDays", request.NoticeDays, errors);
        Check("answerDays", request.AnswerDays, errors);
        Check("paymentDays", request.PaymentDays, errors);
        Check("escalationDays", request.EscalationDays, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var days = new ReminderDays(
            request.NoticeDays!.Value, request.AnswerDays!.Value, request.PaymentDays!.Value, request.EscalationDays!.Value);
        return await settings.ChangeAsync(network, command, current => Decide(current, days, command.IfMatch));
    }

    internal static Decision<NetworkSettings> Decide(NetworkSettings settings, ReminderDays days, string? ifMatch)
    {
        if (ifMatch is not null && ifMatch != settings.ETag)
            return CommonRefusals.Stale;
        if (settings.Days == days)
            return new Decision<NetworkSettings>.Unchanged(ViewOf(settings));
        var changed = settings with { Content = new NetworkSettingsContent(days, settings.Version + 1) };
        return new Decision<NetworkSettings>.Changed(changed, new JournalNote("NetworkSettingsChanged"), ViewOf(changed), []);
    }

    internal static Answer ViewOf(NetworkSettings settings) =>
        Answer.Ok(NetworkSettingsView.Of(settings), ClaimsJson.Default.NetworkSettingsView, settings.ETag);

    private static void Check(string field, int? days, FieldErrors errors)
    {
        if (days is null or < 1 or > MaxDays)
            errors.Add(field, BadDays, MaxDays);
    }
}
