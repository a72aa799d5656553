using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What must always hold of an account (BIL-19), said in words where it does not.</summary>
internal static class Books
{
    /// <summary>Everything that is wrong with a fully loaded account and the sums of its journal; empty when all is well.</summary>
    public static IEnumerable<string> Faults(Account account, IReadOnlyDictionary<string, long> journalSums)
    {
        if (account.Head is not { } head)
            yield break;

        var balance = journalSums.GetValueOrDefault(LedgerAccounts.Receivable) + journalSums.GetValueOrDefault(LedgerAccounts.CreditsOwed);
        if (balance != head.Totals.Balance)
            yield return $"The kept balance is {head.Totals.Balance}, the journal says {balance}.";
        if (journalSums.Values.Sum() != 0)
            yield return "The journal's debits and credits differ.";

        var invoiced = account.Invoices.Values.Sum(invoice => invoice.Total.Minor);
        if (invoiced != head.Totals.Invoiced)
            yield return $"Invoices add up to {invoiced}, the kept total is {head.Totals.Invoiced}.";
        var paid = account.Payments.Values.Sum(payment => payment.MoneyIn.Minor);
        if (paid != head.Totals.Paid)
            yield return $"Payments add up to {paid}, the kept total is {head.Totals.Paid}.";
        var credited = account.Credits.Values.Sum(credit => credit.Value.Minor);
        if (credited != head.Totals.Credited)
            yield return $"Credits add up to {credited}, the kept total is {head.Totals.Credited}.";
        var owed = -account.Credits.Values.Sum(credit => credit.Left.Minor + credit.Reserved.Minor);
        if (owed != journalSums.GetValueOrDefault(LedgerAccounts.CreditsOwed))
            yield return $"Credits have {-owed} left, the journal says {-journalSums.GetValueOrDefault(LedgerAccounts.CreditsOwed)}.";

        foreach (var fault in DisputeFaults(account, journalSums))
            yield return fault;

        foreach (var fault in RefundFaults(account).Concat(DocumentFaults(account, head.Totals)).Concat(PlanFaults(account)))
            yield return fault;

        foreach (var fault in AllocationFaults(account).Concat(ProvisionalFaults.Of(account)))
            yield return fault;
    }

    /// <summary>What lines still ask, less what money and credits still have, is the balance.</summary>
    private static IEnumerable<string> DocumentFaults(Account account, Totals totals)
    {
        var open = account.Invoices.Values.Sum(invoice => invoice.Left.Minor)
            - account.Payments.Values.Sum(payment => payment.Unapplied.Minor + payment.Reserved.Minor)
            - account.Credits.Values.Sum(credit => credit.Left.Minor + credit.Reserved.Minor);
        if (open != totals.Balance)
            yield return $"Open lines less unapplied money are {open}, the balance is {totals.Balance}.";
    }

    /// <summary>What lies aside in the journal is what open disputes hold.</summary>
    private static IEnumerable<string> DisputeFaults(Account account, IReadOnlyDictionary<string, long> journalSums)
    {
        var held = account.Payments.Values.GroupBy(payment => LedgerAccounts.Disputes(payment.Method))
            .ToDictionary(group => group.Key, group => group.Sum(payment => payment.Held.Minor));
        foreach (var ledger in journalSums.Keys.Where(LedgerAccounts.IsDisputed).Union(held.Keys))
        {
            var (holds, posted) = (held.GetValueOrDefault(ledger), journalSums.GetValueOrDefault(ledger));
            if (holds != posted)
                yield return $"Disputes hold {holds} in {ledger}, the journal says {posted}.";
        }
        foreach (var payment in account.Payments.Values.Where(payment => payment.Held > payment.MoneyIn))
            yield return $"Payment {payment.Id} is disputed beyond what came in.";
    }

    /// <summary>What documents hold in reserve and what they sent back is what the refunds' parts say.</summary>
    private static IEnumerable<string> RefundFaults(Account account)
    {
        var parts = account.Refunds.Values.SelectMany(refund => refund.Parts).ToArray();
        foreach (var payment in account.Payments.Values)
        {
            var reserved = parts.Where(part => part.Payment == payment.Id && part.Credit is null && part.IsUnderWay).Sum(part => part.Amount.Minor);
            if (reserved != payment.Reserved.Minor)
                yield return $"Payment {payment.Id} reserves {payment.Reserved.Minor}, its refunds say {reserved}.";
            var returned = parts.Where(part => part.Payment == payment.Id && part.HoldsItsWay).Sum(part => part.Amount.Minor);
            if (returned != (payment.GivenBack?.SentBack.Minor ?? 0))
                yield return $"Payment {payment.Id} says {payment.GivenBack?.SentBack.Minor ?? 0} went back its way, its refunds say {returned}.";
        }
        foreach (var credit in account.Credits.Values)
        {
            var reserved = parts.Where(part => part.Credit == credit.Id && part.IsUnderWay).Sum(part => part.Amount.Minor);
            if (reserved != credit.Reserved.Minor)
                yield return $"Credit {credit.Id} reserves {credit.Reserved.Minor}, its refunds say {reserved}.";
            if (credit.Left.Minor < 0)
                yield return $"Credit {credit.Id} is used beyond its amount.";
        }
    }

    /// <summary>A plan's parts add up to it, and each stands as the one payment stands that asks for it.</summary>
    private static IEnumerable<string> PlanFaults(Account account)
    {
        foreach (var plan in account.Plans.Values)
        {
            var planned = plan.Instalments.Sum(instalment => instalment.Amount.Minor);
            if (planned != plan.Amount.Minor || plan.Payers.Sum(payer => payer.Share.Minor) != plan.Amount.Minor)
                yield return $"Plan {plan.Id} is {plan.Amount.Minor}, its instalments add up to {planned}.";
            foreach (var instalment in plan.Instalments)
            {
                var asks = instalment.State is InstalmentStates.Asked or InstalmentStates.Paid or InstalmentStates.Failed;
                if (asks != instalment.Payment is not null)
                    yield return $"Instalment {plan.Id}/{instalment.Id} is {instalment.State}, its payment {instalment.Payment ?? "none"}.";
                else if (asks && InstalmentStates.Following(account.Payments[instalment.Payment!], plan) != instalment.State)
                    yield return $"Instalment {plan.Id}/{instalment.Id} is {instalment.State}, its payment says otherwise.";
                var byCredit = instalment.ByCredit?.Minor ?? 0;
                if (byCredit > instalment.NotNeeded.Minor || (instalment.IsScheduled && byCredit != instalment.NotNeeded.Minor))
                    yield return $"Instalment {plan.Id}/{instalment.Id} asks {instalment.NotNeeded.Minor} less, credits say {byCredit}.";
            }
        }
        var applied = account.Credits.Values.SelectMany(credit => credit.Allocations)
            .Where(allocation => allocation.Instalment is not null)
            .GroupBy(allocation => allocation.Instalment!);
        foreach (var group in applied)
        {
            var amount = group.Sum(allocation => allocation.Amount.Minor);
            var known = account.Plans[group.Key.Plan].Find(group.Key.Instalment)!.ByCredit?.Minor ?? 0;
            if (amount > known)
                yield return $"Credits pay {amount} in the place of {group.Key.Plan}/{group.Key.Instalment}, which knows of {known}.";
        }
        foreach (var payment in account.Payments.Values.Where(payment => payment.Instalments is not null))
        {
            var asked = payment.Instalments!.Select(key => account.Plans[key.Plan].Find(key.Instalment)!)
                .Where(instalment => instalment.Payment == payment.Id)
                .Sum(instalment => instalment.ToAsk.Minor);
            if (asked > payment.Amount.Minor)
                yield return $"Payment {payment.Id} is {payment.Amount.Minor}, its instalments ask for {asked}.";
        }
    }

    private static IEnumerable<string> AllocationFaults(Account account)
    {
        var byLine = new Dictionary<(string, string), long>();
        foreach (var payment in account.Payments.Values)
        {
            if (payment.Unapplied.Minor < 0 && payment.Online is not { Returns.Count: > 0 })
                yield return $"Payment {payment.Id} is allocated beyond its amount.";
            if (!PaymentStates.IsMoneyIn(payment.State) && payment.Allocations.Count > 0)
                yield return $"Payment {payment.Id} is {payment.State} and pays something all the same.";
        }
        foreach (var allocation in account.Payments.Values.Cast<IFunds>().Concat(account.Credits.Values).SelectMany(funds => funds.Allocations))
            byLine[(allocation.Invoice, allocation.Line)] = byLine.GetValueOrDefault((allocation.Invoice, allocation.Line)) + allocation.Amount.Minor;

        foreach (var invoice in account.Invoices.Values)
        {
            foreach (var line in invoice.Lines)
            {
                byLine.Remove((invoice.Id, line.Id), out var allocated);
                if (allocated != line.Allocated.Minor)
                    yield return $"Line {line.Id} of {invoice.Id} says {line.Allocated.Minor} is paid, its payments say {allocated}.";
                if (line.Left.Minor < 0)
                    yield return $"Line {line.Id} of {invoice.Id} is paid beyond its amount.";
                if (line.Credited > line.Allocated)
                    yield return $"Line {line.Id} of {invoice.Id} was credited beyond what had paid it.";
            }
        }
        foreach (var (invoice, line) in byLine.Keys)
            yield return $"Money is allocated to line {line} of {invoice}, which is not there.";
    }
}
