using System.Text.Json.Serialization;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Vouchers;

/// <summary>The queue and the messages by which vouchers tell themselves what is left to do. Ids only.</summary>
internal static class VoucherQueue
{
    public const string Vouchers = "vouchers";

    /// <summary>What this area's functions send: any change of a wallet may ask something of user or company.</summary>
    public static readonly IReadOnlyList<string> Sends = [Vouchers, Queues.Notifications];
}

/// <summary>With a new order, and with a service whose delay ends before all others: the wallet's next look is written down.</summary>
internal sealed record WalletChanged(string Organisation, string Wallet);

/// <summary>With every new or renamed wallet: its index rows are made again.</summary>
internal sealed record WalletNamed(string Organisation, string Wallet)
{
    public static Announcement Announce(string organisation, string wallet) => Announcement.To(
        VoucherQueue.Vouchers, new WalletNamed(organisation, wallet), VoucherMessages.Default.WalletNamed);
}

/// <summary>With every change of a service, whatever rule made it.</summary>
/// <param name="Entry">The wallet's journal entry; a later change has a higher one.</param>
internal sealed record ServiceChanged(string Organisation, string Wallet, string Service, long Entry);

/// <summary>From a command that could allocate more than one transaction holds: the rest is to be done.</summary>
internal sealed record AllocationDue(string Organisation, string Wallet)
{
    public static Announcement Announce(string organisation, string wallet) => Announcement.To(
        VoucherQueue.Vouchers, new AllocationDue(organisation, wallet), VoucherMessages.Default.AllocationDue);
}

/// <summary>From the timer: a delay ends, or vouchers expire or are about to.</summary>
/// <param name="At">The instant under which it was found.</param>
internal sealed record WalletDue(string Organisation, string Wallet, DateTimeOffset At);

/// <summary>
/// To <see cref="Queues.Notifications"/>: a change of a wallet asks something of its user, or of companies that work for him. One message
/// for all of it: a change may ask about more services than a transaction has room for messages.
/// </summary>
internal sealed record PartiesAsked(string Organisation, string Wallet, IReadOnlyList<VoucherOccasion> Occasions);

/// <summary>With every new or renamed company: its row in the list is made again.</summary>
internal sealed record CompanyNamed(string Organisation, string Company)
{
    public static Announcement Announce(string organisation, string company) => Announcement.To(
        VoucherQueue.Vouchers, new CompanyNamed(organisation, company), VoucherMessages.Default.CompanyNamed);
}

/// <summary>With every electronic remittance: its wallets are to be asked.</summary>
internal sealed record RemittanceMade(string Organisation, string Company, string Remittance)
{
    public static Announcement Announce(string organisation, string company, string remittance) => Announcement.To(
        VoucherQueue.Vouchers, new RemittanceMade(organisation, company, remittance), VoucherMessages.Default.RemittanceMade);
}

/// <summary>From a remittance, for each part of its wish: these services of one wallet.</summary>
internal sealed record WalletAsked(
    string Organisation, string Company, string Remittance, int Part, string Wallet, IReadOnlyList<string> Services);

/// <summary>With the issuer's word that a remittance is reimbursed: its wallets are to know.</summary>
internal sealed record RemittanceReimbursed(string Organisation, string Company, string Remittance)
{
    public static Announcement Announce(string organisation, string company, string remittance) => Announcement.To(
        VoucherQueue.Vouchers,
        new RemittanceReimbursed(organisation, company, remittance),
        VoucherMessages.Default.RemittanceReimbursed);
}

/// <summary>From a reimbursed remittance, for each part of its wish of which something was taken up.</summary>
internal sealed record WalletReimbursed(string Organisation, string Company, string Remittance, int Part);

/// <summary>With every cancelled direct debit: its account number is to be forgotten.</summary>
internal sealed record MandateCancelled(string Organisation, string Company, string Mandate)
{
    public static Announcement Announce(string organisation, string company, string mandate) => Announcement.To(
        VoucherQueue.Vouchers, new MandateCancelled(organisation, company, mandate), VoucherMessages.Default.MandateCancelled);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WalletChanged))]
[JsonSerializable(typeof(WalletNamed))]
[JsonSerializable(typeof(ServiceChanged))]
[JsonSerializable(typeof(AllocationDue))]
[JsonSerializable(typeof(WalletDue))]
[JsonSerializable(typeof(PartiesAsked))]
[JsonSerializable(typeof(CompanyNamed))]
[JsonSerializable(typeof(RemittanceMade))]
[JsonSerializable(typeof(WalletAsked))]
[JsonSerializable(typeof(RemittanceReimbursed))]
[JsonSerializable(typeof(WalletReimbursed))]
[JsonSerializable(typeof(MandateCancelled))]
internal sealed partial class VoucherMessages : JsonSerializerContext;
