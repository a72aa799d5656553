using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Claims;

/// <summary>
/// What payment notices told of, written down in the account and reconciled with the file's invoice (CLM-20). What does not fit is kept as
/// the difference; a notice that comes before there is an invoice waits for one, and all of it is the difference until then.
/// </summary>
internal static class SettleClaimPayments
{
    public static IReadOnlyList<Announcement> Announcements(string organisation, ClaimFile file) =>
        file.Use == ClaimUse.Invoice && file.Head!.Payments.Any(payment => payment.Payment is null)
            ? [Announcement.To(ClaimsQueue.Claims, new ClaimPaid(organisation, file.Id), ClaimMessages.Default.ClaimPaid)]
            : [];

    public static async Task HandleAsync(ClaimPaid message, MessageContext context)
    {
        var files = context.Services.GetRequiredService<AggregateStore<ClaimFile>>();
        var accounts = context.Services.GetRequiredService<IInsurerPayments>();
        var command = Command.Of(message.Organisation, "message ClaimPaid", context);
        var found = await files.ReadAsync(message.Organisation, message.Claim, context.CancellationToken);
        if (found.Use != ClaimUse.Invoice)
            return;
        var (head, document) = (found.Head!, found.Head!.Document!);
        foreach (var payment in head.Payments.Where(payment => payment.Payment is null))
        {
            // One notice pays once, in whichever account its file is used by then.
            var id = "pay_" + IdempotencyKey.Digest($"{found.Id}\n{payment.Message}")[..32];
            var difference = await accounts.ReceiveAsync(
                document.Account!,
                new InsurerPayment(id, document.Invoice!, payment.Amount, payment.PaidOn, head.Insurer ?? head.Network, head.Number),
                command);
            await files.ChangeAsync(found.Id, command, file => Decide(file, payment.Message, id, difference));
        }
    }

    internal static Decision<ClaimFile> Decide(ClaimFile file, string message, string payment, Money difference)
    {
        if (file.Head!.Payments.FirstOrDefault(known => known.Message == message) is not { Payment: null } known)
            return new Decision<ClaimFile>.Unchanged(Answer.NoContent);
        return new Decision<ClaimFile>.Changed(
            file.With(file.Head.With(known with { Payment = payment, Difference = difference }).Next()),
            new JournalNote("PaymentReconciled"),
            Answer.NoContent,
            []);
    }
}
