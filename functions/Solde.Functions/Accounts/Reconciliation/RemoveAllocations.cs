using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Removes one or all allocations of a payment or a credit: both sides get back what they had (BIL-18).</summary>
internal static class RemoveAllocations
{
    /// <param name="invoice">Only what pays this invoice; everything unless given.</param>
    /// <param name="line">Only what pays this line of it.</param>
    public static async Task<Answer> OfPayment(
        string account, string payment, string? invoice, string? line, Command command, AggregateStore<Account> accounts) =>
        Account.IsCredit(payment)
            ? CommonRefusals.NotFound
            : await HandleAsync(account, payment, invoice, line, command, accounts, (current, meant) => Decide(current, payment, meant));

    /// <param name="invoice">Only what pays this invoice; everything unless given.</param>
    /// <param name="line">Only what pays this line of it.</param>
    public static async Task<Answer> OfCredit(
        string account,
        string credit,
        string? invoice,
        string? line,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        if (!Account.IsCredit(credit))
            return CommonRefusals.NotFound;
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var today = profile.Calendar.Today(clock.GetUtcNow());
        return await HandleAsync(
            account,
            credit,
            invoice,
            line,
            command,
            accounts,
            (current, isMeant) => DecideOfCredit(current, credit, isMeant, command.Organisation, today));
    }

    private static async Task<Answer> HandleAsync(
        string account, string funds, string? invoice, string? line, Command command, AggregateStore<Account> accounts, Step decide)
    {
        if (invoice is null && line is not null)
        {
            var errors = new FieldErrors();
            errors.Id("invoice", invoice);
            return errors.ToRefusal();
        }
        // The first steps carry no key: a repeated command must not begin them anew on what was allocated since.
        if (await accounts.EarlierAnswerAsync(account, command) is { } earlier)
            return earlier;
        // What became a credit note when its line was cancelled stays: the note stands on it.
        bool IsMeant(Allocation allocation) =>
            allocation.Credit is null && (invoice is null || allocation.Invoice == invoice) && (line is null || allocation.Line == line);
        await AllButOneStepAsync(account, funds, (_, allocation) => IsMeant(allocation), command, accounts, decide);
        return await accounts.ChangeAsync(account, command, current => decide(current, IsMeant));
    }

    /// <summary>Takes those allocations off that are meant.</summary>
    internal delegate Decision<Account> Step(Account account, Func<Allocation, bool> isMeant);

    /// <summary>
    /// A payment may pay more invoices than one transaction holds: then the surplus is given back before, in steps that
    /// are each right by themselves. A crash between them leaves unapplied money, and the repeated command goes on.
    /// </summary>
    internal static async Task AllButOneStepAsync(
        string account,
        string funds,
        Func<IFunds, Allocation, bool> isMeant,
        Command command,
        AggregateStore<Account> accounts,
        Step? decide = null)
    {
        decide ??= (current, which) => Decide(current, funds, which);
        var step = command with { IdempotencyKey = null };
        while (true)
        {
            var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, Account.FundsRows([funds]));
            var made = found.Funds(funds);
            var invoices = made?.Allocations.Where(allocation => isMeant(made, allocation)).Select(allocation => allocation.Invoice).Distinct().ToArray()
                ?? [];
            // A credit may stand in for instalments of as many plans.
            var most = made is Payment payment
                ? TransactionLimits.Documents - InstalmentPayments.PlansOf(payment).Count
                : TransactionLimits.Documents / 2;
            if (invoices.Length <= most)
                return;
            var some = invoices.Take(most).ToHashSet(StringComparer.Ordinal);
            await accounts.ChangeAsync(
                account, step, current => decide(
                    current, allocation => some.Contains(allocation.Invoice) && isMeant(current.Funds(funds)!, allocation)));
        }
    }

    internal static Decision<Account> Decide(Account account, string fundsId, Func<Allocation, bool> isMeant)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.FundsNotYetRead([fundsId]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (account.Funds(fundsId) is not { } funds)
            return CommonRefusals.NotFound;

        var meant = funds.Allocations.Where(isMeant).ToArray();
        if (meant.Length == 0)
            return new Decision<Account>.Unchanged(FundsAnswer.Of(funds));
        if (account.NotYetRead(meant.Select(allocation => allocation.Invoice), []) is { Count: > 0 } invoices)
            return new Decision<Account>.NeedsRows(invoices);

        var after = Reconciliation.Undo(account, fundsId, isMeant);
        return new Decision<Account>.Changed(
            after,
            new JournalNote("AllocationsRemoved", Corrects: fundsId) { Postings = CreditUse.PostingsOf(account, after) },
            FundsAnswer.Of(after.Funds(fundsId)!),
            []);
    }

    /// <summary>Instalments in whose place the credit paid ask for that much again, where their day is still to come (BIL-15).</summary>
    internal static Decision<Account> DecideOfCredit(
        Account account, string creditId, Func<Allocation, bool> isMeant, string organisation, DateOnly today)
    {
        var decision = Decide(account, creditId, isMeant);
        if (decision is not Decision<Account>.Changed changed)
            return decision;
        var covering = account.Credits[creditId].Allocations.Where(made => made.Instalment is not null && isMeant(made)).ToArray();
        if (covering.Length == 0)
            return changed;
        string[] plans = [.. covering.Select(allocation => allocation.Instalment!.Plan).Distinct()];
        if (account.NotYetRead(plans: plans) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);

        var after = covering.Aggregate(
            changed.After,
            (current, allocation) => InstalmentCredits.Uncover(current, allocation.Instalment!, allocation.Amount, today));
        return changed with { After = after, Announcements = [UpcomingChanged.Announce(organisation, account.Id, plans)] };
    }
}
