using Solde.Platform.Hosting;
using Solde.Platform.Messaging;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Every quarter of an hour, one message to each wallet of which something falls due. A run that dies has sent nothing, and the next
/// one finds the same.
/// </summary>
internal static class FindDueWallets
{
    public static async Task RunAsync(TimerContext context)
    {
        var looks = context.Services.GetRequiredService<VoucherLooks>();
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var told = new HashSet<(string, string)>();
        await foreach (var due in looks.UpToAsync(now, context.CancellationToken))
        {
            // A wallet may stand under two instants: the other one waits for the next run, and is looked at then.
            if (!told.Add((due.Organisation, due.Wallet)))
                continue;
            var envelope = Envelope.Of(
                $"{due.Organisation}-{due.Wallet}-{due.At.UtcTicks}", due, VoucherMessages.Default.WalletDue, now, outbox: null);
            context.Outgoing.Send(VoucherQueue.Vouchers, envelope.ToText());
        }
    }
}
