using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Writes down in a wallet that what a remittance took of it is reimbursed, then at the company that the wallet knows. Both go by what
/// they find, so a message that comes twice finds it done.
/// </summary>
internal static class ReimburseWallet
{
    public static async Task HandleAsync(WalletReimbursed message, MessageContext context)
    {
        var terms = context.Services.GetRequiredService<VoucherTerms>();
        if (await terms.FindAsync(message.Organisation, context.CancellationToken) is not { } moment)
            return;
        var companies = context.Services.GetRequiredService<AggregateStore<Company>>();
        var (row, key) = (Company.RemittancePrefix + message.Remittance, TakenPart.KeyOf(message.Remittance, message.Part));
        var company = await companies.ReadAsync(
            message.Organisation, message.Company, context.CancellationToken, [row, Company.TakenPrefix + key]);
        if (!company.Taken.TryGetValue(key, out var taken) || taken.Services.Count == 0 || taken.ReimbursedAt is not null)
            return;
        var remittance = company.Remittances[message.Remittance];
        var command = Command.Of(message.Organisation, "message WalletReimbursed", context);
        await context.Services.GetRequiredService<AggregateStore<Wallet>>().ChangeAsync(
            taken.Wallet, command, wallet => Decide(wallet, remittance, taken, moment.Now));
        await companies.ChangeAsync(message.Company, command, current => WriteDown(current, message.Remittance, key, moment.Now));
    }

    internal static Decision<Wallet> Decide(Wallet wallet, Remittance remittance, TakenPart taken, DateTimeOffset now)
    {
        if (wallet.NotYetRead(taken.Services.Select(service => service.Service)) is { Count: > 0 } missing)
            return new Decision<Wallet>.NeedsRows(missing);
        var (after, value) = (wallet, Money.Zero(wallet.Head!.Currency));
        foreach (var service in taken.Services.Select(service => wallet.Services[service.Service]))
        {
            var due = service.Parts.Where(part => part.AskedIn == remittance.Id && part.ReimbursedAt is null).ToArray();
            if (due.Length == 0)
                continue;
            after = after.With(service with
            {
                Parts =
                [
                    .. service.Parts.Select(part =>
                        due.Contains(part) ? part with { ReimbursedAt = now, ReimbursedOn = remittance.ReimbursedOn } : part),
                ],
            }).Counted(reimbursed: due.Sum(part => part.Count));
            value = due.Aggregate(value, (sum, part) => sum + part.Amount);
        }
        if (value.IsZero)
            return new Decision<Wallet>.Unchanged(Answer.NoContent);
        var note = new JournalNote("VouchersReimbursed")
        {
            Postings = VoucherPostings.Move(LedgerAccounts.VouchersAsked, LedgerAccounts.VouchersReimbursed, value),
        };
        return new Decision<Wallet>.Changed(after, note, Answer.NoContent, []);
    }

    internal static Decision<Company> WriteDown(Company company, string id, string key, DateTimeOffset now)
    {
        if (company.NotYetRead(Company.RemittancePrefix + id, Company.TakenPrefix + key) is { Count: > 0 } missing)
            return new Decision<Company>.NeedsRows(missing);
        var (remittance, taken) = (company.Remittances[id], company.Taken[key]);
        if (taken.ReimbursedAt is not null)
            return new Decision<Company>.Unchanged(Answer.NoContent);
        var after = company.With(remittance.OneMoreReimbursed()) with
        {
            Taken = company.Taken.SetItem(key, taken with { ReimbursedAt = now }),
        };
        return new Decision<Company>.Changed(after, new JournalNote("WalletReimbursed"), Answer.NoContent, []);
    }
}
