using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Payments;

/// <summary>What a payout is made of, oldest first: an organisation's own lines, or all for the operator.</summary>
internal static class ListPayoutLines
{
    public static async Task<Answer> Handle(
        string payout,
        string? kind,
        string? match,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<Payout> payouts,
        PayoutLines lines)
    {
        var read = await payouts.ReadAsync(Payout.OfInstallation, payout, command.CancellationToken);
        return read.Content?.Shares.Any(share => share.Organisation == command.Organisation) == true
            ? await PageAsync(payout, command.Organisation, kind, match, cursor, limit, command, lines)
            : CommonRefusals.NotFound;
    }

    public static async Task<Answer> HandleWhole(
        string payout,
        string? kind,
        string? match,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<Payout> payouts,
        PayoutLines lines) => (await payouts.ReadAsync(Payout.OfInstallation, payout, command.CancellationToken)).Exists
            ? await PageAsync(payout, null, kind, match, cursor, limit, command, lines)
            : CommonRefusals.NotFound;

    private static async Task<Answer> PageAsync(
        string payout, string? organisation, string? kind, string? match, string? cursor, int? limit, Command command, PayoutLines lines)
    {
        var errors = new FieldErrors();
        errors.OneOf("kind", kind, PayoutLineKinds.All, needed: false);
        errors.OneOf("match", match, PayoutMatches.All, needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var page = await lines.PageAsync(payout, organisation, new PayoutLineFilter(kind, match), after, size, command.CancellationToken);
        return Cursor.Answer(
            new Page<PayoutLineView>([.. page.Items.Select(PayoutLineView.Of)], page.Next), PaymentsJson.Default.PagePayoutLineView);
    }
}
