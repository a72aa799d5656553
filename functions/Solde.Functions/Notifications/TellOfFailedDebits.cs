using System.Globalization;
using System.Text;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>A bank refused a debit or took it back (DEB-22): administrators and the member are told of each, collection agents once a file.</summary>
internal static class TellOfFailedDebits
{
    /// <summary>What a person reads in a mail; the rest is in the file.</summary>
    private const int MaxLines = 300;

    private static readonly Api.Text More = new(
        "… and {0} more.", "… et {0} de plus.", "… e mais {0}.", "… en nog {0}.");

    public static async Task HandleAsync(DebitFailed message, MessageContext context)
    {
        var failed = await context.Services.GetRequiredService<IDebitContacts>().FindAsync(message, context.CancellationToken);
        if (failed is null)
            return;
        var occasion = $"{message.File}/{message.Line}/{failed.LineId}";
        await Notify.AdministratorsAsync(
            message.Organisation,
            NoticeKinds.DebitFailed,
            occasion,
            failed.LineId,
            language =>
            [
                failed.Amount.ToString(), failed.Group, failed.Quota, failed.Month, failed.LineId, failed.Failure.Code,
                failed.Failure.Meaning.In(language),
            ],
            context);
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        if (organisation?.Profile is not { } profile || failed.Member is not { Email: { } email } member)
            return;
        await Notify.OneAsync(
            message.Organisation,
            NoticeKinds.MemberDebitFailed,
            occasion,
            Notify.Member,
            email,
            member.Language,
            failed.LineId,
            [profile.Name, member.Name, failed.Amount.ToString(), failed.Group, failed.Quota, failed.Month, failed.Failure.Meaning.In(member.Language)],
            context);
    }

    public static async Task HandleAsync(AgentDebitsFailed message, MessageContext context)
    {
        var contacts = context.Services.GetRequiredService<IDebitContacts>();
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        if (organisation?.Profile is not { } profile
            || await contacts.FindAgentAsync(message, context.CancellationToken) is not { } agent)
            return;
        var language = agent.Language ?? profile.Language;
        var (count, sum, lines) = (0, Money.Zero(profile.Currency), new StringBuilder());
        await foreach (var one in contacts.OfAgentAsync(message, context.CancellationToken))
        {
            sum += one.Amount;
            if (++count <= MaxLines)
                lines.Append(CultureInfo.InvariantCulture, $"{one.LineId}  {one.Group} {one.Quota} {one.Month}  {one.Amount}  {one.Code}\n");
        }
        if (count > MaxLines)
            lines.Append(More.In(language, count - MaxLines));
        await Notify.OneAsync(
            message.Organisation,
            NoticeKinds.AgentDebitsFailed,
            $"{message.File}/{agent.Code}",
            "agent-" + agent.Code,
            agent.Email,
            language,
            message.File,
            [profile.Name, agent.Name, count.ToString(CultureInfo.InvariantCulture), sum.ToString(), message.File, lines.ToString()],
            context);
    }
}
