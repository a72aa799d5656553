using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

internal sealed class ProviderRefunds(AggregateStore<Account> accounts, IOrganisationDirectory organisations, TimeProvider clock) : IRefunds
{
    public async Task<RefundOrder?> FindPartAsync(RefundPartKey part, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(part.Organisation, part.Account, cancellation, [Account.RefundRow(part.Refund)]);
        return found.Refunds.TryGetValue(part.Refund, out var refund) && refund.Find(part.Part) is { Intent: { } intent } known
            ? new RefundOrder(known.State, known.Amount, intent, known.Reference, refund.CreatedAt)
            : null;
    }

    public async Task<RefundStanding> ApplyWordAsync(RefundPartKey part, RefundWord word, Command command)
    {
        var standing = new RefundStanding(OutcomeEffect.UnknownPayment, null);
        if (await organisations.FindAsync(part.Organisation, command.CancellationToken) is not { Profile: { } profile })
            return standing;
        await accounts.ChangeAsync(part.Account, command, current =>
        {
            var (decision, effect) = RefundWordRule.Decide(current, part, word, profile.Calendar);
            var after = decision is Decision<Account>.Changed changed ? changed.After : current;
            standing = new RefundStanding(effect, after.Refunds.GetValueOrDefault(part.Refund)?.Find(part.Part)?.State);
            return decision;
        });
        return standing;
    }

    public Task ReportAsync(RefundPartKey part, Command command)
    {
        var now = clock.GetUtcNow();
        return accounts.ChangeAsync(part.Account, command, current => Report(current, part, now));
    }

    private static Decision<Account> Report(Account account, RefundPartKey key, DateTimeOffset now)
    {
        if (!account.Refunds.TryGetValue(key.Refund, out var refund) || refund.Find(key.Part) is not { IsUnderWay: true, ReportedAt: null } part)
            return new Decision<Account>.Unchanged(Answer.NoContent);
        return new Decision<Account>.Changed(
            account.With(refund.With(part with { ReportedAt = now })),
            new JournalNote("RefundReported"),
            Answer.NoContent,
            [Announcement.To(
                Queues.Notifications,
                new RefundPartOverdue(key.Organisation, key.Account, key.Refund, key.Part),
                AccountMessages.Default.RefundPartOverdue)]);
    }
}
