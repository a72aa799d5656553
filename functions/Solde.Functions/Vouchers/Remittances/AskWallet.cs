using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Asks for what is allocated to some services of a wallet and was not asked for yet, then writes it down at the company. Both are safe
/// to repeat: the wallet keeps its first answer under the remittance's name, though it took nothing up and has vouchers by now, and the
/// company writes each part down once. So whatever dies between the two, they say the same in the end.
/// </summary>
internal static class AskWallet
{
    public static async Task HandleAsync(WalletAsked message, MessageContext context)
    {
        var terms = context.Services.GetRequiredService<VoucherTerms>();
        if (await terms.FindAsync(message.Organisation, context.CancellationToken) is not { } moment)
            return;
        var command = Command.Of(message.Organisation, "message WalletAsked", context);
        var answer = await context.Services.GetRequiredService<AggregateStore<Wallet>>().ChangeAsync(
            message.Wallet,
            // With spaces: no caller's key looks like it.
            command with { IdempotencyKey = $"{message.Remittance} part {message.Part}" },
            wallet => Decide(wallet, message, moment));
        // Somebody named a wallet that is not there, or one that is erased: nothing was left in it then.
        var taken = answer.Refusal is { Kind: var kind } && (kind == CommonRefusals.NotFound || kind == CommonRefusals.Erased)
            ? new TakenPart(message.Wallet, [])
            : JsonSerializer.Deserialize(answer.Body.Span, CompanyRows.Default.TakenPart)!;
        await context.Services.GetRequiredService<AggregateStore<Company>>().ChangeAsync(
            message.Company, command, company => WriteDown(company, message, taken, moment.Now));
    }

    /// <summary>Commits though there is nothing to ask for: only what is committed is an answer for ever.</summary>
    internal static Decision<Wallet> Decide(Wallet wallet, WalletAsked message, VoucherMoment moment)
    {
        if (wallet.Head is not { } head)
            return CommonRefusals.NotFound;
        if (wallet.NotYetRead(message.Services) is { Count: > 0 } missing)
            return new Decision<Wallet>.NeedsRows(missing);
        var (after, value, taken) = (wallet, Money.Zero(head.Currency), new List<TakenService>());
        foreach (var id in message.Services)
        {
            if (!wallet.Services.TryGetValue(id, out var service) || service.Company != message.Company)
                continue;
            var asked = service.PartsToAsk.ToArray();
            if (asked.Length == 0)
                continue;
            after = after.With(service with
            {
                Parts =
                [
                    .. service.Parts.Select(part =>
                        part.AskedIn is null ? part with { AskedIn = message.Remittance, AskedAt = moment.Now } : part),
                ],
            });
            var amount = asked.Aggregate(Money.Zero(head.Currency), (sum, part) => sum + part.Amount);
            taken.Add(new TakenService(id, asked.Sum(part => part.Count), amount, [.. asked.SelectMany(part => part.Vouchers)]));
            value += amount;
        }
        var note = new JournalNote(taken.Count > 0 ? "ReimbursementAsked" : "NothingToAsk")
        {
            Postings = VoucherPostings.Move(LedgerAccounts.VouchersAllocated, LedgerAccounts.VouchersAsked, value),
        };
        return new Decision<Wallet>.Changed(
            after, note, Answer.Ok(new TakenPart(wallet.Id, taken), CompanyRows.Default.TakenPart), []);
    }

    internal static Decision<Company> WriteDown(Company company, WalletAsked message, TakenPart taken, DateTimeOffset now)
    {
        var key = TakenPart.KeyOf(message.Remittance, message.Part);
        if (company.NotYetRead(Company.RemittancePrefix + message.Remittance, Company.TakenPrefix + key) is { Count: > 0 } missing)
            return new Decision<Company>.NeedsRows(missing);
        if (company.Taken.ContainsKey(key) || !company.Remittances.TryGetValue(message.Remittance, out var remittance))
            return new Decision<Company>.Unchanged(Answer.NoContent);
        var after = company.With(remittance.With(taken, now)) with { Taken = company.Taken.SetItem(key, taken) };
        return new Decision<Company>.Changed(after, new JournalNote("WalletAnswered"), Answer.NoContent, []);
    }
}
