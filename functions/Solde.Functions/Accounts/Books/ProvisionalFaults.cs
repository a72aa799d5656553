namespace Solde.Functions.Accounts;

/// <summary>What must always hold of provisional money (BIL-29), whatever the order of commands.</summary>
internal static class ProvisionalFaults
{
    /// <summary>Only e-cheques at the bank lie on lines provisionally, each for no more than it is, on no more than is left.</summary>
    public static IEnumerable<string> Of(Account account)
    {
        foreach (var payment in account.Payments.Values.Where(payment => payment.Provisional is not null))
        {
            if (!payment.IsProvisional)
                yield return $"Payment {payment.Id} is {payment.State} and covers something all the same.";
            if (payment.ProvisionallyAllocated > payment.BeforeFee || payment.Provisional!.Any(allocation => !allocation.Amount.IsPositive))
                yield return $"Payment {payment.Id} covers {payment.ProvisionallyAllocated.Minor}, and is {payment.BeforeFee.Minor}.";
        }

        var byLine = account.Payments.Values.SelectMany(payment => payment.Provisional ?? [])
            .GroupBy(allocation => (allocation.Invoice, allocation.Line))
            .ToDictionary(on => on.Key, on => on.Sum(allocation => allocation.Amount.Minor));
        foreach (var (invoice, line) in account.Invoices.Values.SelectMany(invoice => invoice.Lines, (invoice, line) => (invoice.Id, line)))
        {
            byLine.Remove((invoice, line.Id), out var covered);
            var said = line.Provisional?.Minor ?? 0;
            if (covered != said)
                yield return $"Line {line.Id} of {invoice} says {said} is covered, its payments say {covered}.";
            if (line.Uncovered.Minor < 0)
                yield return $"Line {line.Id} of {invoice} is covered beyond what is left of it.";
        }
        foreach (var (invoice, line) in byLine.Keys)
            yield return $"Money covers line {line} of {invoice}, which is not there.";
    }
}
