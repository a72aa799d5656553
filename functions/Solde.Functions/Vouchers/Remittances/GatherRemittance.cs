using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Sends a message to each wallet that a remittance asks, or that is to know of its reimbursement. They have no outbox row: this one
/// is there until they are sent, and a wallet that is asked twice answers once.
/// </summary>
internal static class GatherRemittance
{
    public static async Task HandleAsync(RemittanceMade message, MessageContext context)
    {
        var company = await ReadAsync(message.Organisation, message.Company, message.Remittance, context);
        if (!company.Wishes.TryGetValue(message.Remittance, out var wish))
            return;
        foreach (var (index, part) in wish.Parts.Index())
        {
            var asked = new WalletAsked(
                message.Organisation, message.Company, message.Remittance, index + 1, part.Wallet, part.Services);
            Send($"{message.Remittance}-ask-{index + 1}", asked, VoucherMessages.Default.WalletAsked, context);
        }
    }

    /// <summary>To every part: one that took nothing up is passed over when its message is read.</summary>
    public static async Task HandleAsync(RemittanceReimbursed message, MessageContext context)
    {
        var company = await ReadAsync(message.Organisation, message.Company, message.Remittance, context);
        if (!company.Remittances.TryGetValue(message.Remittance, out var remittance))
            return;
        for (var part = 1; part <= remittance.Parts; part++)
        {
            var reimbursed = new WalletReimbursed(message.Organisation, message.Company, message.Remittance, part);
            Send($"{message.Remittance}-paid-{part}", reimbursed, VoucherMessages.Default.WalletReimbursed, context);
        }
    }

    private static Task<Company> ReadAsync(string organisation, string company, string remittance, MessageContext context) =>
        context.Services.GetRequiredService<AggregateStore<Company>>().ReadAsync(
            organisation,
            company,
            context.CancellationToken,
            [Company.WishPrefix + remittance, Company.RemittancePrefix + remittance]);

    private static void Send<T>(
        string id, T message, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, MessageContext context)
    {
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        context.Outgoing.Send(VoucherQueue.Vouchers, Envelope.Of(id, message, type, now, outbox: null).ToText());
    }
}
